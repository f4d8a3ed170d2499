using EventPlatform.Projections.Fold.Facts;

namespace EventPlatform.Projections.Fold.Matching;

/// <summary>
/// Decides which claims form one fact. In the order of their numbers, each claim joins the nearest fact that admits it and contains a
/// matching claim, or founds a fact. A change of a claim can only affect later claims that match a member of its fact. Only these are
/// matched again, in their order.
/// </summary>
internal sealed class Matcher(ClaimIndex index)
{
    private readonly Dictionary<Claim, FactMembers> factByClaim = [];
    private readonly Dictionary<Guid, FactMembers> loadedFacts = [];
    private readonly PriorityQueue<Claim, long> queue = new();
    private readonly HashSet<Claim> queued = [];
    private readonly HashSet<FactMembers> changed = [];

    /// <summary>Loads a stored claim with the fact that it belongs to.</summary>
    public void Load(Claim claim, Guid factId)
    {
        if (!loadedFacts.TryGetValue(factId, out var fact)) loadedFacts[factId] = fact = new();
        fact.Add(claim);
        factByClaim[claim] = fact;
    }

    public void Add(Claim claim) => MatchAgain(claim);

    /// <summary>Removes a claim. Call it while the index still contains the claim.</summary>
    public void Remove(Claim claim)
    {
        if (factByClaim.Remove(claim, out var fact)) Leave(claim, fact);
    }

    /// <summary>Matches all queued claims again, and returns the facts whose members changed, including facts without members.</summary>
    public List<FactMembers> Rematch()
    {
        while (queue.TryDequeue(out var claim, out _))
        {
            if (!queued.Remove(claim) || !index.Contains(claim)) continue;
            var (before, after) = (factByClaim.GetValueOrDefault(claim), Nearest(claim));
            if (before is not null && before == (after ?? (before.Founder == claim ? before : null))) continue;
            if (before is not null) Leave(claim, before);
            Join(claim, after ?? new());
        }

        var facts = changed.ToList();
        Forget();
        return facts;
    }

    /// <summary>Discards the queued claims without matching them again.</summary>
    public void Forget()
    {
        queue.Clear();
        queued.Clear();
        changed.Clear();
    }

    private void Join(Claim claim, FactMembers fact)
    {
        fact.Add(claim);
        factByClaim[claim] = fact;
        changed.Add(fact);
        MatchLaterAgain(claim, fact);
    }

    private void Leave(Claim claim, FactMembers fact)
    {
        MatchLaterAgain(claim, fact);
        fact.Remove(claim);
        changed.Add(fact);
    }

    private void MatchLaterAgain(Claim than, FactMembers fact)
    {
        foreach (var member in fact.Claims)
        {
            foreach (var (later, _) in index.MatchesOf(member))
            {
                if (later.Number > than.Number) MatchAgain(later);
            }
        }
    }

    private void MatchAgain(Claim claim)
    {
        if (queued.Add(claim)) queue.Enqueue(claim, claim.Number);
    }

    /// <summary>
    /// Returns the nearest fact that the claim can join by a match with an earlier record; null if there is none. Matches are sorted by
    /// distance, so farther ones than the first fact that it can join do not count.
    /// </summary>
    private FactMembers? Nearest(Claim claim)
    {
        var (nearest, least) = ((FactMembers?)null, default(Distance));
        foreach (var (member, distance) in index.MatchesOf(claim))
        {
            if (nearest is not null && Distance.Compare(distance, least) > 0) break;
            if (member.Number > claim.Number || !factByClaim.TryGetValue(member, out var fact) || !fact.Admits(claim)) continue;
            if (nearest is null || fact.Founder.Number < nearest.Founder.Number) (nearest, least) = (fact, distance);
        }

        return nearest;
    }
}
