using EventPlatform.Contracts;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>The trust of each source, as declared in the log.</summary>
internal static class Feeds
{
    public static int Trust(IReadOnlyList<IReport> log, string source) =>
        log.Select(report => report.Data).OfType<FeedDeclared>()
            .GroupBy(feed => feed.Name).Select(feed => feed.Last())
            .Where(feed => source == feed.SourcePrefix || source.StartsWith(feed.SourcePrefix.TrimEnd('/') + "/", StringComparison.Ordinal))
            .OrderByDescending(feed => feed.SourcePrefix.Length)
            .FirstOrDefault()?.Trust ?? 0;
}
