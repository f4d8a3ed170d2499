using EventPlatform.Projections.Fold.Rules;

namespace EventPlatform.Projections.Fold;

/// <summary>The claims at hand, and which of them match. Each pair is looked at once, when the later of the two is added.</summary>
internal sealed class Groups
{
    private readonly Dictionary<string, Dictionary<string, List<Claim>>> bySource = new(StringComparer.Ordinal);
    private readonly Dictionary<Claim, List<Claim>> matches = new(ReferenceEqualityComparer.Instance);

    public void Add(Claim claim)
    {
        if (!bySource.TryGetValue(claim.Group, out var group)) bySource[claim.Group] = group = new(StringComparer.Ordinal);
        var matching = new List<Claim>();
        foreach (var (source, others) in group)
        {
            if (source != claim.Record.Source) matching.AddRange(others.Where(claim.Matches));
        }

        matches[claim] = matching;
        foreach (var other in matching) matches[other].Add(claim);
        if (!group.TryGetValue(claim.Record.Source, out var own)) group[claim.Record.Source] = own = [];
        own.Add(claim);
    }

    public void Remove(Claim claim)
    {
        bySource[claim.Group][claim.Record.Source].Remove(claim);
        matches.Remove(claim, out var matching);
        foreach (var other in matching!) matches[other].Remove(claim);
    }

    public IReadOnlyList<Claim> Matching(Claim claim) => matches[claim];

    /// <summary>The claims and all that a chain of matches joins to them.</summary>
    public HashSet<Claim> Joined(IEnumerable<Claim> to)
    {
        var found = new HashSet<Claim>(to, ReferenceEqualityComparer.Instance);
        var open = new Stack<Claim>(found);
        while (open.TryPop(out var claim))
        {
            foreach (var other in matches[claim])
            {
                if (found.Add(other)) open.Push(other);
            }
        }

        return found;
    }
}
