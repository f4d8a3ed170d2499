namespace EventPlatform.Contracts;

/// <summary>Finds the key that a report means, from every <see cref="CompanyReassigned"/> so far.</summary>
public sealed class Reassignments
{
    private readonly record struct Scope(string Key, string Source, string Record);

    private readonly List<(long Position, CompanyReassigned Reassigned)> all = [];
    private readonly Dictionary<string, HashSet<string>> targets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> keysTo = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<long>> positions = new(StringComparer.Ordinal);
    private readonly Dictionary<Scope, List<(long Position, string To)>> declared = [];
    private readonly HashSet<(string Key, string Source)> apart = [];

    /// <summary>Adds a declaration. Call it in the order of the log.</summary>
    public void Add(long position, CompanyReassigned reassigned)
    {
        all.Add((position, reassigned));
        AddTo(targets, reassigned.Key, reassigned.To);
        AddTo(positions, reassigned.Key, position);
        AddTo(keysTo, reassigned.To, reassigned.Key);
        if (reassigned.Source is { } source) AddTo(declared, new(reassigned.Key, source.TrimEnd('/'), ""), (position, reassigned.To));
        foreach (var record in reassigned.Records ?? [])
            AddTo(declared, new(reassigned.Key, record.Source, record.Record), (position, reassigned.To));
        TellApart(reassigned);
    }

    /// <summary>From now on, the records of a source that name this key are looked up one by one.</summary>
    public void TellApart(CompanyReassigned reassigned) =>
        apart.UnionWith((reassigned.Records ?? []).Select(record => (reassigned.Key, record.Source)));

    public bool TellsApart(string key, string source) => apart.Count > 0 && apart.Contains((key, source));

    /// <summary>Returns the keys that reports naming this key were declared to mean.</summary>
    public IReadOnlyCollection<string> TargetsOf(string key) => targets.GetValueOrDefault(key) ?? [];

    /// <summary>Returns the keys whose reports, or some of them, were declared to mean this key.</summary>
    public IReadOnlyCollection<string> KeysTo(string target) => keysTo.GetValueOrDefault(target) ?? [];

    /// <summary>Returns the positions of the declarations about a key.</summary>
    public IEnumerable<long> PositionsOf(string key) => positions.GetValueOrDefault(key) ?? [];

    /// <param name="record">Empty if no record of the source is looked up by itself.</param>
    /// <param name="upTo">The position of the last declaration that counts.</param>
    public string Means(string key, string source, string record, long upTo = long.MaxValue)
    {
        if (!targets.ContainsKey(key)) return key;
        if (record.Length > 0 && Declared(new(key, source, record), upTo) is { } ofRecord) return ofRecord;
        for (var end = source.Length; end >= 0; end = end == 0 ? -1 : source.LastIndexOf('/', end - 1))
        {
            if (Declared(new(key, source[..end], ""), upTo) is { } ofSource) return ofSource;
        }

        return key;
    }

    public Reassignments Copy()
    {
        var copy = new Reassignments();
        foreach (var (position, reassigned) in all) copy.Add(position, reassigned);
        copy.apart.UnionWith(apart);
        return copy;
    }

    private string? Declared(Scope scope, long upTo) => declared.GetValueOrDefault(scope)?.FindLast(one => one.Position <= upTo).To;

    private static void AddTo<TKey, TValues, TValue>(Dictionary<TKey, TValues> values, TKey key, TValue value)
        where TKey : notnull
        where TValues : ICollection<TValue>, new()
    {
        if (!values.TryGetValue(key, out var own)) values[key] = own = new();
        own.Add(value);
    }
}
