using System.Runtime.InteropServices;
using EventPlatform.Projections.Fold.Facts;

namespace EventPlatform.Projections.Fold.Matching;

/// <summary>The claims in memory and their matches. Every pair is compared once, when the later claim is added.</summary>
internal sealed class ClaimIndex
{
    private static readonly Comparer<Match> ByDistance = Comparer<Match>.Create(Match.CompareDistance);

    private static readonly List<Match> None = [];

    private readonly Dictionary<string, ClaimGroup> groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ClaimSet> byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<Claim, List<Match>> matches = [];
    private readonly List<Claim> others = [];

    public void Add(Claim claim)
    {
        if (!groups.TryGetValue(claim.Group, out var group)) groups[claim.Group] = group = new();
        others.Clear();
        group.AddOthersTo(others, claim.Record.Source);
        matches[claim] = others.Count == 0 ? None : MatchesAmongOthers(claim);
        foreach (var (other, distance) in matches[claim]) Insert(other, new(claim, distance));
        group.Add(claim);
        foreach (var key in claim.Keys) CollectionsMarshal.GetValueRefOrAddDefault(byKey, key, out _).Add(claim);
    }

    public void Remove(Claim claim)
    {
        groups[claim.Group].Remove(claim);
        foreach (var key in claim.Keys) CollectionsMarshal.GetValueRefOrNullRef(byKey, key).Remove(claim);
        matches.Remove(claim, out var matching);
        foreach (var (other, _) in matching!)
        {
            var mirrored = matches[other];
            mirrored.RemoveAt(mirrored.FindIndex(match => ReferenceEquals(match.Claim, claim)));
        }
    }

    public bool Contains(Claim claim) => matches.ContainsKey(claim);

    /// <summary>Returns the matches of a claim, the nearest first.</summary>
    public IReadOnlyList<Match> MatchesOf(Claim claim) => matches[claim];

    /// <summary>Returns the claims that name one of these keys.</summary>
    public IEnumerable<Claim> Naming(IEnumerable<string> keys)
    {
        var naming = new List<Claim>();
        foreach (var key in keys) byKey.GetValueOrDefault(key).AddTo(naming);
        return naming.Distinct();
    }

    private List<Match> MatchesAmongOthers(Claim claim)
    {
        var (rule, found) = (FactRules.Of(claim.Data), new List<Match>());
        foreach (var other in others)
        {
            if (rule.IsMatch(claim, other)) found.Add(new(other, rule.DistanceOf(claim, other)));
        }

        if (found.Count == 0) return None;
        found.Sort(Match.CompareDistance);
        return found;
    }

    private void Insert(Claim claim, Match match)
    {
        var sorted = matches[claim];
        if (ReferenceEquals(sorted, None)) matches[claim] = sorted = new(1);
        var at = sorted.BinarySearch(match, ByDistance);
        sorted.Insert(at < 0 ? ~at : at, match);
    }
}
