using EventPlatform.Hosting.Access;

namespace EventPlatform.Query;

/// <summary>Whose data an answer holds, and what that asks of whoever shows it.</summary>
internal sealed record Attribution(string Feed, string? Licence, string? Line);

/// <summary>Licence and attribution of feeds follow their data into answers: of the feeds whose reports an answer shows or adds up, and of no other.</summary>
internal sealed class Attributions(AccessDirectory directory)
{
    /// <summary>Of the feeds that these CloudEvents sources belong to.</summary>
    public IReadOnlyList<Attribution> Of(IEnumerable<string> sources) =>
        [.. sources.Distinct(StringComparer.Ordinal).Select(directory.FeedOf).OfType<Feed>().Distinct().Where(HasTerms)
            .OrderBy(feed => feed.Name, StringComparer.Ordinal).Select(feed => new Attribution(feed.Name, feed.Licence, feed.Attribution))];

    /// <summary>Of sources that are read for this alone.</summary>
    /// <param name="sources">SQL. It is not run while no feed has a licence or an attribution.</param>
    public async Task<IReadOnlyList<Attribution>> OfAsync(ReadSession session, string sources, object?[] parameters, CancellationToken ct) =>
        directory.Feeds.Any(HasTerms) ? Of(await session.ListAsync(sources, parameters, row => row.GetString(0), ct)) : [];

    private static bool HasTerms(Feed feed) => feed.Licence is not null || feed.Attribution is not null;
}
