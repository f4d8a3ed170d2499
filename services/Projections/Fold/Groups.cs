using EventPlatform.Projections.Fold.Rules;

namespace EventPlatform.Projections.Fold;

/// <summary>The claims at hand, and which of them a chain of matches joins.</summary>
internal sealed class Groups
{
    private readonly Dictionary<string, List<Claim>> groups = new(StringComparer.Ordinal);

    public void Add(Claim claim)
    {
        if (!groups.TryGetValue(claim.Group, out var group)) groups[claim.Group] = group = [];
        group.Add(claim);
    }

    public void Remove(Claim claim) => groups[claim.Group].Remove(claim);

    /// <summary>The claims and all that a chain of matches joins to them.</summary>
    public HashSet<Claim> Joined(IEnumerable<Claim> to)
    {
        var found = new HashSet<Claim>(to, ReferenceEqualityComparer.Instance);
        var open = new Stack<Claim>(found);
        while (open.TryPop(out var claim))
        {
            if (groups[claim.Group] is not { Count: > 1 } group) continue;
            foreach (var other in group)
            {
                if (!found.Contains(other) && claim.Matches(other) && found.Add(other)) open.Push(other);
            }
        }

        return found;
    }
}
