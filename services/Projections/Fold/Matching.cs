using EventPlatform.Projections.Fold.Facts;

namespace EventPlatform.Projections.Fold;

/// <summary>
/// Which records make one fact. Taken in the order of their numbers, each joins the nearest fact that admits it and has a record that
/// it matches, or founds a fact. What a record does can change only what later ones do that match a record of its fact: when it changes,
/// these are taken again, in their order, and none else.
/// </summary>
internal sealed class Matching(Groups groups)
{
    private readonly Dictionary<Claim, Gathering> factOf = [];
    private readonly Dictionary<Guid, Gathering> loaded = [];
    private readonly PriorityQueue<Claim, long> open = new();
    private readonly HashSet<Claim> opened = [];
    private readonly HashSet<Gathering> changed = [];

    /// <summary>A record as it stands, with the fact that it is in.</summary>
    public void Load(Claim claim, Guid factId)
    {
        if (!loaded.TryGetValue(factId, out var fact)) loaded[factId] = fact = new();
        fact.Add(claim);
        factOf[claim] = fact;
    }

    public void Add(Claim claim) => TakeAgain(claim);

    /// <summary>While its matches are known still.</summary>
    public void Remove(Claim claim)
    {
        if (factOf.Remove(claim, out var fact)) Leave(claim, fact);
    }

    /// <summary>The facts that have other records now, or the same with another claim; those without any as well.</summary>
    public List<Gathering> Settle()
    {
        while (open.TryDequeue(out var claim, out _))
        {
            if (!opened.Remove(claim) || !groups.Contains(claim)) continue;
            var (before, after) = (factOf.GetValueOrDefault(claim), Nearest(claim));
            if (before is not null && before == (after ?? (before.Founder == claim ? before : null))) continue;
            if (before is not null) Leave(claim, before);
            Join(claim, after ?? new());
        }

        var settled = changed.ToList();
        Forget();
        return settled;
    }

    /// <summary>What was to be taken again stays as it is.</summary>
    public void Forget()
    {
        open.Clear();
        opened.Clear();
        changed.Clear();
    }

    private void Join(Claim claim, Gathering fact)
    {
        fact.Add(claim);
        factOf[claim] = fact;
        changed.Add(fact);
        TakeLaterAgain(claim, fact);
    }

    private void Leave(Claim claim, Gathering fact)
    {
        TakeLaterAgain(claim, fact);
        fact.Remove(claim);
        changed.Add(fact);
    }

    private void TakeLaterAgain(Claim than, Gathering fact)
    {
        foreach (var member in fact.Claims)
        {
            foreach (var match in groups.MatchesOf(member).Where(match => match.Claim.Number > than.Number)) TakeAgain(match.Claim);
        }
    }

    private void TakeAgain(Claim claim)
    {
        if (opened.Add(claim)) open.Enqueue(claim, claim.Number);
    }

    /// <summary>Among those of earlier records. The nearest matches come first: what is farther than the first that can be joined is not looked at.</summary>
    private Gathering? Nearest(Claim claim)
    {
        var (nearest, least) = ((Gathering?)null, default(Distance));
        foreach (var (member, distance) in groups.MatchesOf(claim))
        {
            if (nearest is not null && Distance.Compare(distance, least) > 0) break;
            if (member.Number > claim.Number || !factOf.TryGetValue(member, out var fact) || !fact.Admits(claim)) continue;
            if (nearest is null || fact.Founder.Number < nearest.Founder.Number) (nearest, least) = (fact, distance);
        }

        return nearest;
    }
}
