using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace EventPlatform.Query.Lists;

/// <summary>Links (RFC 8288) in the headers of an answer.</summary>
internal static class Links
{
    public const string Position = "Position";

    /// <summary>
    /// Adds the request for the next page. It names the position and day of this page, so that it always returns the same.
    /// </summary>
    /// <param name="next">The cursor of the next page; null on the last page.</param>
    /// <param name="known">The state of the page; null in a list that is only available as of now.</param>
    public static void AddNext(HttpRequest request, string? next, AsKnown? known)
    {
        if (next is null) return;
        var query = request.Query.ToDictionary(StringComparer.OrdinalIgnoreCase);
        if (known is not null) query["knownAt"] = known.Position.ToString(CultureInfo.InvariantCulture);
        if (known?.AsOf is { } day) query["asOf"] = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        query["cursor"] = next;
        Add(request.HttpContext.Response, $"<{request.PathBase}{request.Path.ToUriComponent()}{QueryString.Create(query)}>; rel=\"next\"");
    }

    /// <summary>Adds a licence link for each feed, and the position as a header. For formats that hold nothing but the items.</summary>
    public static void AddAttributions(HttpResponse response, long position, IReadOnlyList<Attribution> attributions)
    {
        response.Headers[Position] = position.ToString(CultureInfo.InvariantCulture);
        foreach (var attribution in attributions)
        {
            var target = Uri.TryCreate(attribution.Licence, UriKind.Absolute, out var licence) && licence.Scheme is "http" or "https"
                ? licence.AbsoluteUri
                : $"#{Uri.EscapeDataString(attribution.Feed)}";
            Add(response, $"<{target}>; rel=\"license\"; {Title(TextOf(attribution))}");
        }
    }

    public static string TextOf(Attribution attribution) =>
        string.Join(" | ", ((string?[])[$"data of {attribution.Feed}", attribution.Licence, attribution.Line]).OfType<string>());

    private static void Add(HttpResponse response, string link) => response.Headers.Link = StringValues.Concat(response.Headers.Link, link);

    /// <summary>Writes ASCII as it is, and other text as RFC 8187 encodes it.</summary>
    private static string Title(string text) => text.All(character => character is >= ' ' and <= '~' and not ('"' or '\\'))
        ? $"title=\"{text}\"" : $"title*=UTF-8''{Uri.EscapeDataString(text)}";
}
