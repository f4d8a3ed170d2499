using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Identity;
using EventPlatform.Storage;

namespace EventPlatform.Projections.Fold.Names;

/// <summary>A stored name, under the key that the mention meant from one position to another.</summary>
internal sealed record NameRow(Mention Mention, string Name, string Key, PartyKind Kind, long First, long Last, long KnownFrom,
    long KnownTo = ReadModel.Open);

/// <summary>The table of names in memory.</summary>
internal sealed class NameRows
{
    private readonly Dictionary<NameKey, NameRow> current = [];
    private readonly List<NameRow> ended = [];

    public IEnumerable<NameRow> All => ended.Concat(current.Values);

    public void Apply(NameStep step)
    {
        foreach (var (named, seen) in step.Seen) Say(named, seen);
        if (step.Moved is { } moved) Move(moved);
    }

    public void Say(NameKey named, NameSeen seen) => current[named] = current.TryGetValue(named, out var row)
        ? row with { Kind = seen.Kind, Last = seen.Last }
        : new(named.Mention, named.Name, seen.Key, seen.Kind, seen.First, seen.Last, seen.First);

    public void Move(NamesMoved moved)
    {
        var to = moved.Mentions.ToDictionary(one => one.Mention, one => one.To);
        foreach (var (named, row) in current.Where(one => to.ContainsKey(one.Key.Mention)).ToList())
        {
            ended.Add(row with { KnownTo = moved.Position });
            current[named] = row with { Key = to[named.Mention], KnownFrom = moved.Position };
        }
    }

    /// <summary>Replaces every name that one source gives a key.</summary>
    public void Replace(string key, string source, IEnumerable<NameRow> rows)
    {
        ended.RemoveAll(row => row.Mention.Key == key && row.Mention.Source == source);
        var replaced = current.Keys.Where(named => named.Mention.Key == key && named.Mention.Source == source).ToList();
        foreach (var named in replaced) current.Remove(named);
        foreach (var row in rows)
        {
            if (row.KnownTo == ReadModel.Open) current[new(row.Mention, row.Name)] = row;
            else ended.Add(row);
        }
    }
}
