namespace EventPlatform.Contracts;

/// <summary>Which key a report means, by every <see cref="CompanyReassigned"/> so far.</summary>
public sealed class Reassignments
{
    private readonly record struct Scope(string Key, string Source, string Record);

    private readonly List<(long Position, CompanyReassigned Reassigned)> all = [];
    private readonly Dictionary<string, HashSet<string>> targets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> keysTo = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<long>> positions = new(StringComparer.Ordinal);
    private readonly Dictionary<Scope, List<(long Position, string To)>> declared = [];
    private readonly HashSet<(string Key, string Source)> apart = [];

    /// <summary>In the order of the log.</summary>
    public void Add(long position, CompanyReassigned reassigned)
    {
        all.Add((position, reassigned));
        AddTo(targets, reassigned.Key, reassigned.To);
        AddTo(positions, reassigned.Key, position);
        AddTo(keysTo, reassigned.To, reassigned.Key);
        if (reassigned.Source is { } source) AddTo(declared, new(reassigned.Key, source.TrimEnd('/'), ""), (position, reassigned.To));
        foreach (var record in reassigned.Records ?? []) AddTo(declared, new(reassigned.Key, record.Source, record.Record), (position, reassigned.To));
        TellApart(reassigned);
    }

    /// <summary>From now on the records of a source that say a key are looked at one by one.</summary>
    public void TellApart(CompanyReassigned reassigned) => apart.UnionWith((reassigned.Records ?? []).Select(record => (reassigned.Key, record.Source)));

    public bool TellsApart(string key, string source) => apart.Count > 0 && apart.Contains((key, source));

    /// <summary>Keys that reports which say this one were declared to mean.</summary>
    public IReadOnlyCollection<string> TargetsOf(string key) => targets.GetValueOrDefault(key) ?? [];

    /// <summary>Keys of which some reports were declared to mean this one.</summary>
    public IReadOnlyCollection<string> KeysTo(string target) => keysTo.GetValueOrDefault(target) ?? [];

    /// <summary>Where in the log something was declared about a key.</summary>
    public IEnumerable<long> PositionsOf(string key) => positions.GetValueOrDefault(key) ?? [];

    /// <param name="record">Empty where none of the source's records is told apart.</param>
    /// <param name="upTo">Declarations up to this position count.</param>
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

    private static void AddTo<TKey, TValues, TValue>(Dictionary<TKey, TValues> values, TKey key, TValue value) where TKey : notnull where TValues : ICollection<TValue>, new()
    {
        if (!values.TryGetValue(key, out var own)) values[key] = own = new();
        own.Add(value);
    }
}
