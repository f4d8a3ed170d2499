using EventPlatform.Contracts;
using EventPlatform.Hosting.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EventPlatform.EventStore.Access;

/// <summary>
/// Finds feeds that share sources. A report belongs to the feed with the longest prefix, so a prefix may lie within another only on
/// purpose.
/// </summary>
internal static class FeedOverlaps
{
    public const string Title = "The source prefix overlaps with another feed's";

    /// <summary>The source prefix of the declarations of ops.</summary>
    private const string Reserved = "/ops";

    public static IEnumerable<Feed> Of(Feed feed, IEnumerable<Feed> feeds) => feeds.Where(other => other.Name != feed.Name
        && (other.Owns(feed.SourcePrefix) || feed.Owns(FeedCheck.Normalised(other).SourcePrefix)));

    /// <summary>Returns 409 if a feed would share sources unintentionally. A feed that keeps its prefix keeps what it shares.</summary>
    public static ProblemHttpResult? Problem(Feed feed, IReadOnlyList<string> meant, IReadOnlyList<Feed> feeds)
    {
        if (feeds.Any(known => known.Name == feed.Name && AreEqual(known, feed))) return null;
        if (SourcePrefix.Owns(Reserved, feed.SourcePrefix.ToLowerInvariant()) || feed.Owns(Reserved))
            return Refused("The source prefix is reserved",
                $"Sources under {Reserved} belong to ops. Send a prefix that neither lies under it nor contains it.", []);

        var others = Of(feed, feeds).ToList();
        if (others.Find(other => AreEqual(other, feed)) is { } same)
            return Refused(Title, $"It is the prefix of the feed '{same.Name}'. Send a prefix that is this feed's alone.", [same]);
        var unmeant = others.Where(other => !meant.Contains(other.Name, StringComparer.Ordinal)).ToList();
        return unmeant.Count == 0 ? null : Refused(Title, HowToNest(unmeant), unmeant);
    }

    public static string HowToNest(params IReadOnlyList<Feed> others)
    {
        var shared = string.Join(", ", others.Select(other => $"the feed '{other.Name}' ({other.SourcePrefix})"));
        var names = string.Join(", ", others.Select(other => $"\"{other.Name}\""));
        return $"It shares sources with {shared}. A report belongs to the feed with the longest prefix and gets its trust and licence. "
            + $"If you mean that, send \"overlaps\": [{names}]. Otherwise send another prefix.";
    }

    public static bool AreEqual(Feed one, Feed other) => FeedCheck.Normalised(one).SourcePrefix == FeedCheck.Normalised(other).SourcePrefix;

    private static ProblemHttpResult Refused(string title, string detail, IReadOnlyList<Feed> overlapping) => TypedResults.Problem(
        title: title, detail: detail, statusCode: StatusCodes.Status409Conflict,
        extensions: [KeyValuePair.Create("overlaps", (object?)overlapping.Select(other => other.Name).ToList())]);
}
