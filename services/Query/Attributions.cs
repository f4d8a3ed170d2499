using EventPlatform.Hosting.Access;

namespace EventPlatform.Query;

/// <summary>Whose data an answer holds, and what that asks of whoever shows it.</summary>
internal sealed record Attribution(string Feed, string? Licence, string? Line);

/// <summary>Licence and attribution of feeds follow their data into answers.</summary>
internal sealed class Attributions(AccessDirectory directory)
{
    public async Task<IReadOnlyList<Attribution>> OfFactsAsync(ReadSession session, IEnumerable<Guid> factIds, CancellationToken ct)
    {
        var sources = await session.ListAsync(
            "select distinct source from served.records where fact_id = any($1)", [factIds.ToArray()], row => row.GetString(0), ct);
        return [.. sources.Select(directory.FeedOf).OfType<Feed>().Distinct().Where(feed => feed.Licence is not null || feed.Attribution is not null)
            .OrderBy(feed => feed.Name, StringComparer.Ordinal).Select(feed => new Attribution(feed.Name, feed.Licence, feed.Attribution))];
    }
}
