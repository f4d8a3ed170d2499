using EventPlatform.Hosting.Access;

namespace EventPlatform.Query;

/// <summary>Whose data an answer holds, and what that asks of whoever shows it.</summary>
internal sealed record Attribution(string Feed, string? Licence, string? Line);

/// <summary>Licence and attribution of feeds follow their data into answers.</summary>
internal sealed class Attributions(AccessDirectory directory)
{
    /// <summary>Of the feeds that these CloudEvents sources belong to.</summary>
    public IReadOnlyList<Attribution> Of(IEnumerable<string> sources) => Of(sources.Distinct(StringComparer.Ordinal).Select(directory.FeedOf).OfType<Feed>());

    /// <summary>Of every feed: for numbers and names that any of them may have a part in.</summary>
    public IReadOnlyList<Attribution> OfAll() => Of(directory.Feeds);

    public async Task<IReadOnlyList<Attribution>> OfFactsAsync(ReadSession session, IEnumerable<Guid> factIds, CancellationToken ct) =>
        Of(await session.ListAsync("select distinct source from served.records where fact_id = any($1)", [factIds.ToArray()], row => row.GetString(0), ct));

    private static IReadOnlyList<Attribution> Of(IEnumerable<Feed> feeds) =>
        [.. feeds.Distinct().Where(feed => feed.Licence is not null || feed.Attribution is not null)
            .OrderBy(feed => feed.Name, StringComparer.Ordinal).Select(feed => new Attribution(feed.Name, feed.Licence, feed.Attribution))];
}
