using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold.Identity;

/// <summary>The position at which each key was first named, and by which source.</summary>
/// <param name="reassignments">Decide which key a mention means.</param>
/// <param name="before">What was known earlier, which does not change.</param>
internal sealed class Sightings(Reassignments reassignments, Sightings? before = null)
{
    private readonly Dictionary<Mention, long> firstBy = [];
    private readonly Dictionary<string, HashSet<Mention>> mentions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> declared = new(StringComparer.Ordinal);

    public void Add(Mention mention, long position)
    {
        if (firstBy.TryGetValue(mention, out var first))
        {
            if (position < first) firstBy[mention] = position;
            return;
        }

        firstBy[mention] = position;
        if (!mentions.TryGetValue(mention.Key, out var own)) mentions[mention.Key] = own = [];
        own.Add(mention);
    }

    public void Add(string key, long position) => declared[key] = Math.Min(position, declared.GetValueOrDefault(key, long.MaxValue));

    public void Remove(Mention mention)
    {
        if (firstBy.Remove(mention)) mentions[mention.Key].Remove(mention);
    }

    public IEnumerable<Mention> Of(string key)
    {
        var own = mentions.GetValueOrDefault(key) ?? [];
        return before is null ? own : own.Union(before.Of(key));
    }

    /// <summary>
    /// Returns the position of the first report that means a key, or declaration that names it; <see cref="long.MaxValue"/> if there is
    /// none.
    /// </summary>
    /// <param name="upTo">The last position whose reassignments count.</param>
    public long First(string key, long upTo) =>
        reassignments.KeysTo(key).Append(key).Distinct(StringComparer.Ordinal).SelectMany(Of)
            .Where(mention => reassignments.Means(mention.Key, mention.Source, mention.Record, upTo) == key)
            .Select(First).Append(FirstDeclared(key)).Min();

    private long First(Mention mention) =>
        Math.Min(firstBy.GetValueOrDefault(mention, long.MaxValue), before?.First(mention) ?? long.MaxValue);

    private long FirstDeclared(string key) =>
        Math.Min(declared.GetValueOrDefault(key, long.MaxValue), before?.FirstDeclared(key) ?? long.MaxValue);
}
