using EventPlatform.Hosting.Access;

namespace EventPlatform.EventStore.Access;

/// <summary>Validates the fields of a feed.</summary>
internal static class FeedCheck
{
    private const int MaxText = 500;

    /// <summary>Returns the feed with the normal form of its prefix, which has no trailing slashes.</summary>
    public static Feed Normalised(Feed feed) => (feed.SourcePrefix ?? "", feed.SourcePrefix?.TrimEnd('/')) switch
    {
        ({ Length: > 0 }, "") => feed with { SourcePrefix = "/" },
        (_, var trimmed) => feed with { SourcePrefix = trimmed ?? "" },
    };

    public static IEnumerable<(string Pointer, string Detail)> Problems(Feed feed)
    {
        if (feed.Name is not { Length: > 0 and <= 60 }
            || !feed.Name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            yield return ("/name", "must be 1 to 60 lower-case letters, digits and hyphens");
        if (PrefixProblem(feed.SourcePrefix) is { } problem) yield return ("/sourcePrefix", problem);
        foreach (var (pointer, text) in ((string, string?)[])[("/licence", feed.Licence), ("/attribution", feed.Attribution)])
        {
            if (text is not null && (text.Length is 0 or > MaxText || text.Any(char.IsControl)))
                yield return (pointer, $"must be a line of 1 to {MaxText} characters, or absent");
        }
    }

    private static string? PrefixProblem(string prefix)
    {
        if (prefix is not { Length: > 0 and <= 256 } || !Uri.IsWellFormedUriString(prefix, UriKind.RelativeOrAbsolute))
            return "must be a URI reference such as /feeds/press, with which the CloudEvents source of its events begins";
        var start = prefix.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme ? scheme + "://".Length
            : prefix[0] == '/' ? 1 : 0;
        return prefix != "/" && prefix[start..].Split('/').Any(segment => segment is "" or "." or "..")
            ? "must not have empty segments, or segments of dots"
            : null;
    }
}
