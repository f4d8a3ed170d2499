using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold.Identity;

/// <summary>Where in the log each key was first said, and by whom.</summary>
/// <param name="reassignments">Which key is meant by what is said.</param>
/// <param name="before">Counts too, and does not change.</param>
internal sealed class Sightings(Reassignments reassignments, Sightings? before = null)
{
    private readonly Dictionary<Mention, long> said = [];
    private readonly Dictionary<string, HashSet<Mention>> mentions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> declared = new(StringComparer.Ordinal);

    public void Add(Mention mention, long position)
    {
        if (said.TryGetValue(mention, out var first))
        {
            if (position < first) said[mention] = position;
            return;
        }

        said[mention] = position;
        if (!mentions.TryGetValue(mention.Key, out var own)) mentions[mention.Key] = own = [];
        own.Add(mention);
    }

    public void Add(string key, long position) => declared[key] = Math.Min(position, declared.GetValueOrDefault(key, long.MaxValue));

    public void Remove(Mention mention)
    {
        if (said.Remove(mention)) mentions[mention.Key].Remove(mention);
    }

    public IEnumerable<Mention> Of(string key)
    {
        var own = mentions.GetValueOrDefault(key) ?? [];
        return before is null ? own : own.Union(before.Of(key));
    }

    /// <summary>The first report that means a key, or declaration that names it; the highest position where there is none.</summary>
    /// <param name="upTo">Reassignments up to this position count.</param>
    public long First(string key, long upTo) =>
        reassignments.KeysTo(key).Append(key).Distinct(StringComparer.Ordinal).SelectMany(Of)
            .Where(mention => reassignments.Means(mention.Key, mention.Source, mention.Record, upTo) == key)
            .Select(First).Append(FirstDeclared(key)).Min();

    private long First(Mention mention) => Math.Min(said.GetValueOrDefault(mention, long.MaxValue), before?.First(mention) ?? long.MaxValue);

    private long FirstDeclared(string key) => Math.Min(declared.GetValueOrDefault(key, long.MaxValue), before?.FirstDeclared(key) ?? long.MaxValue);
}
