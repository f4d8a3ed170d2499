using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Names;
using EventPlatform.Projections.Fold.Records;

namespace EventPlatform.Projections.Fold.Page;

/// <summary>The names and countries that the reports of a page give companies and other parties.</summary>
internal sealed class NameChanges(PageContext context)
{
    private readonly List<NameStep> before = [];
    private Dictionary<NameKey, NameSeen> seen = [];

    /// <summary>The steps in order.</summary>
    public IEnumerable<NameStep> Steps => [.. before, new(seen, null)];

    /// <summary>The countries that a mention got for the first time, with the position of the report.</summary>
    public List<(CountryKey Placed, long Position)> Countries { get; } = [];

    public void Say(long position, IReport report, IReadOnlyList<Named> parties)
    {
        var record = RecordId.OfWords(report);
        for (var index = 0; index < parties.Count; index++)
        {
            var named = parties[index];
            var mention = context.Mention(record, named.KeyAsSent());
            if (named.Country is { } country && context.Countries.Add(new(mention, country)))
                Countries.Add((new(mention, country), position));
            var (key, kind) = (new NameKey(mention, named.Name.Normalize()), NameKey.KindOf(named));
            if (!context.Names.Change(key, kind, position)) continue;
            seen[key] = seen.TryGetValue(key, out var known)
                ? known with { Kind = kind, Last = position }
                : new(context.Companies.Means(mention), kind, position, position);
        }
    }

    public void Move(NamesMoved moved)
    {
        if (moved.Mentions.Count == 0) return;
        before.Add(new(seen, moved));
        seen = [];
    }
}
