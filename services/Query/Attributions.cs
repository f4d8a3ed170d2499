using EventPlatform.Hosting.Access;

namespace EventPlatform.Query;

/// <summary>A feed whose data the answer contains, with the terms for showing that data.</summary>
internal sealed record Attribution(string Feed, string? Licence, string? Line);

/// <summary>Finds the licence and attribution of exactly those feeds whose reports an answer shows or adds up.</summary>
internal sealed class Attributions(AccessDirectory directory)
{
    /// <summary>Returns the terms of the feeds that these CloudEvents sources belong to.</summary>
    public IReadOnlyList<Attribution> Of(IEnumerable<string> sources) =>
        [.. sources.Distinct(StringComparer.Ordinal).Select(directory.FeedOf).OfType<Feed>().Distinct().Where(HasTerms)
            .OrderBy(feed => feed.Name, StringComparer.Ordinal).Select(feed => new Attribution(feed.Name, feed.Licence, feed.Attribution))];

    /// <summary>The same for sources that are not read yet.</summary>
    /// <param name="sources">SQL that reads them. It is not run if no feed has a licence or an attribution.</param>
    public async Task<IReadOnlyList<Attribution>> OfAsync(
        ReadSession session, string sources, object?[] parameters, CancellationToken ct) =>
        directory.Feeds.Any(HasTerms) ? Of(await session.ListAsync(sources, parameters, row => row.GetString(0), ct)) : [];

    private static bool HasTerms(Feed feed) => feed.Licence is not null || feed.Attribution is not null;
}
