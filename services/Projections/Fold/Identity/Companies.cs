namespace EventPlatform.Projections.Fold.Identity;

/// <summary>A reason for two keys to mean one company, or not to, at its place in the log.</summary>
internal abstract record IdentityEvent(long Position);

/// <summary>The first report that gave an identifier to a key.</summary>
/// <param name="Ordinal">Among those of one report.</param>
internal sealed record Identified(long Position, int Ordinal, string Identifier, string Key) : IdentityEvent(Position);

/// <summary>An alias or a merge: everything of the one is the other's.</summary>
internal sealed record Joined(long Position, string From, string Into) : IdentityEvent(Position);

internal sealed record Split(long Position, string Key, IReadOnlyList<string> Without) : IdentityEvent(Position);

/// <summary>
/// Which company each key means: a fold over identifiers and declarations. Keys that it does not know mean themselves. A split is a second fold,
/// without the joins that it forbids.
/// </summary>
internal sealed class Companies
{
    private readonly List<IdentityEvent> events = [];
    private readonly Dictionary<string, string> settled = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> canonical = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> members = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> keysOf = new(StringComparer.Ordinal);
    private readonly HashSet<(string Key, string Other, long Split)> apart = [];
    private readonly HashSet<(string Key, string Other, long Split)> rejoined = [];

    /// <summary>The canonical key.</summary>
    public string Resolve(string key) => canonical.GetValueOrDefault(key) ?? settled.GetValueOrDefault(key) ?? key;

    /// <summary>A position at which a key was seen; the first one counts.</summary>
    public void See(string key, long position) => seen[key] = Math.Min(position, seen.GetValueOrDefault(key, long.MaxValue));

    public bool WasSeen(string key) => seen.ContainsKey(key);

    /// <summary>Known from before, where no event at hand can change it.</summary>
    public void Settle(string key, string means) => settled.TryAdd(key, means);

    /// <summary>What it means follows from events from now on.</summary>
    public void Unsettle(string key) => settled.Remove(key);

    /// <summary>Returns the keys that mean another company now.</summary>
    public IReadOnlyCollection<string> Apply(IdentityEvent happened)
    {
        events.Add(happened);
        if (happened is Split split) return Part(split);
        var moved = new HashSet<string>(StringComparer.Ordinal);
        Fold(happened, moved);
        return moved;
    }

    /// <summary>To look ahead with.</summary>
    public Companies Copy()
    {
        var copy = new Companies();
        foreach (var (key, means) in settled) copy.Settle(key, means);
        foreach (var (key, position) in seen) copy.See(key, position);
        foreach (var happened in events) copy.Apply(happened);
        return copy;
    }

    private void Fold(IdentityEvent happened, HashSet<string> moved)
    {
        switch (happened)
        {
            case Identified { Identifier: var identifier, Key: var key }:
                if (!keysOf.TryGetValue(identifier, out var keys)) keysOf[identifier] = keys = [];
                foreach (var other in keys.ToList()) Join(key, other, happened.Position, isDeclared: false, moved);
                keys.Add(key);
                break;
            case Joined declared:
                Join(declared.From, declared.Into, declared.Position, isDeclared: true, moved);
                break;
        }
    }

    private void Join(string key, string other, long position, bool isDeclared, HashSet<string> moved)
    {
        var (leaving, staying) = (Resolve(key), Resolve(other));
        if (leaving == staying) return;
        var between = apart.Where(pair => MembersOf(leaving).Contains(pair.Key) && MembersOf(staying).Contains(pair.Other)).ToList();
        if (between.Exists(pair => position < pair.Split || (!isDeclared && !rejoined.Contains(pair)))) return;
        foreach (var pair in between) rejoined.UnionWith([pair, (pair.Other, pair.Key, pair.Split)]);
        if (!isDeclared && IsOlder(leaving, staying)) (leaving, staying) = (staying, leaving);
        var joining = MembersOf(leaving);
        members[staying] = [.. MembersOf(staying), .. joining];
        members.Remove(leaving);
        foreach (var one in joining) canonical[one] = staying;
        moved.UnionWith(joining);
    }

    private List<string> Part(Split split)
    {
        var company = MembersOf(Resolve(split.Key));
        var leaving = split.Without.Intersect(company, StringComparer.Ordinal).ToList();
        foreach (var key in leaving)
        {
            foreach (var other in company.Except(leaving, StringComparer.Ordinal)) apart.UnionWith([(key, other, split.Position), (other, key, split.Position)]);
        }

        var before = canonical.ToDictionary(StringComparer.Ordinal);
        canonical.Clear();
        members.Clear();
        keysOf.Clear();
        rejoined.Clear();
        foreach (var earlier in events) Fold(earlier, []);
        return [.. before.Keys.Union(canonical.Keys, StringComparer.Ordinal).Where(key => before.GetValueOrDefault(key, key) != Resolve(key))];
    }

    private bool IsOlder(string key, string other)
    {
        var order = seen.GetValueOrDefault(key, long.MaxValue).CompareTo(seen.GetValueOrDefault(other, long.MaxValue));
        return order < 0 || (order == 0 && string.CompareOrdinal(key, other) < 0);
    }

    private List<string> MembersOf(string company) => members.GetValueOrDefault(company) ?? [company];
}
