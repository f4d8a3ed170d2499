using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Identity;
using EventPlatform.Projections.Fold.Records;

namespace EventPlatform.Projections.Fold.Names;

/// <param name="Key">That the mention means.</param>
internal readonly record struct NameSeen(string Key, PartyKind Kind, long First, long Last);

/// <summary>Mentions that mean another key from a position on, with all of their names.</summary>
internal sealed record NamesMoved(long Position, IReadOnlyList<(Mention Mention, string To)> Mentions);

/// <param name="Seen">Names that became the latest of their mentions.</param>
/// <param name="Moved">What moved after that; null at the end of the page.</param>
internal sealed record NameStep(Dictionary<NameKey, NameSeen> Seen, NamesMoved? Moved);

internal readonly record struct CountryKey(Mention Mention, string Country);

/// <summary>What the reports of a page call companies and other parties, and where they place them.</summary>
internal sealed class NameChanges(PageContext context)
{
    private readonly List<NameStep> before = [];
    private Dictionary<NameKey, NameSeen> seen = [];

    /// <summary>In the order in which they follow each other.</summary>
    public IEnumerable<NameStep> Steps => [.. before, new(seen, null)];

    /// <summary>The first report of a mention that names a country.</summary>
    public List<(CountryKey Placed, long Position)> Countries { get; } = [];

    public void Say(long position, IReport report)
    {
        var record = RecordId.OfWords(report);
        foreach (var named in report.Data.Parties)
        {
            var mention = context.Mention(record, named.KeyAsSent());
            if (named.Country is { } country && context.Countries.Add(new(mention, country))) Countries.Add((new(mention, country), position));
            var (key, kind) = (new NameKey(mention, named.Name.Normalize()), NameKey.KindOf(named));
            if (!context.Names.Change(key, kind, position)) continue;
            seen[key] = seen.TryGetValue(key, out var known) ? known with { Kind = kind, Last = position } : new(context.Companies.Means(mention), kind, position, position);
        }
    }

    public void Move(NamesMoved moved)
    {
        if (moved.Mentions.Count == 0) return;
        before.Add(new(seen, moved));
        seen = [];
    }
}
