using EventPlatform.Projections.Fold.Facts;

namespace EventPlatform.Projections.Fold;

/// <summary>A claim that matches another, and how far they are apart.</summary>
internal readonly record struct Match(Claim Claim, Distance Distance);

/// <summary>The claims at hand, and which of them match. Each pair is looked at once, when the later of the two is added.</summary>
internal sealed class Groups
{
    private readonly Dictionary<string, Dictionary<string, HashSet<Claim>>> bySource = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<Claim>> byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<Claim, List<Match>> matches = new();

    public void Add(Claim claim)
    {
        if (!bySource.TryGetValue(claim.Group, out var group)) bySource[claim.Group] = group = new(StringComparer.Ordinal);
        var (rule, found) = (FactRules.Of(claim.Data), new List<Match>());
        foreach (var (source, others) in group)
        {
            if (source == claim.Record.Source) continue;
            foreach (var other in others)
            {
                if (rule.IsMatch(claim, other)) found.Add(new(other, rule.DistanceOf(claim, other)));
            }
        }

        found.Sort(Nearer);
        matches[claim] = found;
        foreach (var (other, distance) in found) Insert(matches[other], new(claim, distance));
        AddTo(group, claim.Record.Source, claim);
        foreach (var key in claim.Keys) AddTo(byKey, key, claim);
    }

    public void Remove(Claim claim)
    {
        bySource[claim.Group][claim.Record.Source].Remove(claim);
        foreach (var key in claim.Keys) byKey[key].Remove(claim);
        matches.Remove(claim, out var matching);
        foreach (var (other, _) in matching!) matches[other].RemoveAt(matches[other].FindIndex(match => ReferenceEquals(match.Claim, claim)));
    }

    public bool Contains(Claim claim) => matches.ContainsKey(claim);

    /// <summary>The nearest first.</summary>
    public IReadOnlyList<Match> MatchesOf(Claim claim) => matches[claim];

    /// <summary>Claims that name one of these keys.</summary>
    public IEnumerable<Claim> Naming(IEnumerable<string> keys) => keys.SelectMany(key => byKey.GetValueOrDefault(key) ?? []).Distinct();

    private static void AddTo(Dictionary<string, HashSet<Claim>> claims, string key, Claim claim)
    {
        if (!claims.TryGetValue(key, out var own)) claims[key] = own = [];
        own.Add(claim);
    }

    private static int Nearer(Match one, Match other) => Distance.Compare(one.Distance, other.Distance);

    private static void Insert(List<Match> sorted, Match match)
    {
        var at = sorted.BinarySearch(match, Comparer<Match>.Create(Nearer));
        sorted.Insert(at < 0 ? ~at : at, match);
    }
}
