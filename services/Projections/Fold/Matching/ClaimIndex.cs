using EventPlatform.Projections.Fold.Facts;

namespace EventPlatform.Projections.Fold.Matching;

/// <summary>The claims in memory, and which of them match. Every pair is compared once, when the later of the two is added.</summary>
internal sealed class ClaimIndex
{
    private static readonly Comparer<Match> ByDistance = Comparer<Match>.Create(Match.CompareDistance);

    private readonly Dictionary<string, Dictionary<string, HashSet<Claim>>> groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<Claim>> byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<Claim, List<Match>> matches = new();

    public void Add(Claim claim)
    {
        if (!groups.TryGetValue(claim.Group, out var group)) groups[claim.Group] = group = new(StringComparer.Ordinal);
        var (rule, found) = (FactRules.Of(claim.Data), new List<Match>());
        foreach (var (source, others) in group)
        {
            if (source == claim.Record.Source) continue;
            foreach (var other in others)
            {
                if (rule.IsMatch(claim, other)) found.Add(new(other, rule.DistanceOf(claim, other)));
            }
        }

        found.Sort(Match.CompareDistance);
        matches[claim] = found;
        foreach (var (other, distance) in found) Insert(matches[other], new(claim, distance));
        AddTo(group, claim.Record.Source, claim);
        foreach (var key in claim.Keys) AddTo(byKey, key, claim);
    }

    public void Remove(Claim claim)
    {
        groups[claim.Group][claim.Record.Source].Remove(claim);
        foreach (var key in claim.Keys) byKey[key].Remove(claim);
        matches.Remove(claim, out var matching);
        foreach (var (other, _) in matching!)
        {
            var mirrored = matches[other];
            mirrored.RemoveAt(mirrored.FindIndex(match => ReferenceEquals(match.Claim, claim)));
        }
    }

    public bool Contains(Claim claim) => matches.ContainsKey(claim);

    /// <summary>The matches of a claim, the nearest first.</summary>
    public IReadOnlyList<Match> MatchesOf(Claim claim) => matches[claim];

    /// <summary>Returns the claims that name one of these keys.</summary>
    public IEnumerable<Claim> Naming(IEnumerable<string> keys) => keys.SelectMany(key => byKey.GetValueOrDefault(key) ?? []).Distinct();

    private static void AddTo(Dictionary<string, HashSet<Claim>> claims, string key, Claim claim)
    {
        if (!claims.TryGetValue(key, out var own)) claims[key] = own = [];
        own.Add(claim);
    }

    private static void Insert(List<Match> sorted, Match match)
    {
        var at = sorted.BinarySearch(match, ByDistance);
        sorted.Insert(at < 0 ? ~at : at, match);
    }
}
