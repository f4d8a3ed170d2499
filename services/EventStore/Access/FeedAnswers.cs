using EventPlatform.Hosting.Access;

namespace EventPlatform.EventStore.Access;

/// <param name="Overlaps">
/// The names of the other feeds with which it shares sources on purpose: those within its prefix, and those whose prefix contains it.
/// </param>
internal sealed record FeedRequest(
    string Name, string SourcePrefix, int Trust, string? Licence, string? Attribution, IReadOnlyList<string>? Overlaps)
{
    public Feed Feed => FeedCheck.Normalised(new(Name, SourcePrefix, Trust, Licence, Attribution));
}

/// <param name="Overlaps">The names of the other feeds with which it shares sources. A report belongs to the feed with the longest
/// prefix.</param>
internal sealed record FeedAnswer(
    string Name, string SourcePrefix, int Trust, string? Licence, string? Attribution, IReadOnlyList<string> Overlaps)
{
    public static FeedAnswer Of(Feed feed, IEnumerable<Feed> feeds) => new(
        feed.Name, feed.SourcePrefix, feed.Trust, feed.Licence, feed.Attribution,
        [.. FeedOverlaps.Of(feed, feeds).Select(other => other.Name)]);
}
