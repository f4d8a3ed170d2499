using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace EventPlatform.Query.Lists;

/// <summary>Links (RFC 8288) beside an answer.</summary>
internal static class Links
{
    public const string Position = "Position";

    /// <summary>The request of the next page. It names the position and day of this one, so that it means the same whenever it is followed.</summary>
    /// <param name="next">Cursor; null on the last page.</param>
    /// <param name="known">What the page is of; null in a list that is only known as of now.</param>
    public static void AddNext(HttpRequest request, string? next, AsKnown? known)
    {
        if (next is null) return;
        var query = request.Query.ToDictionary(StringComparer.OrdinalIgnoreCase);
        if (known is not null) query["knownAt"] = known.Position.ToString(CultureInfo.InvariantCulture);
        if (known?.AsOf is { } day) query["asOf"] = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        query["cursor"] = next;
        Add(request.HttpContext.Response, $"<{request.PathBase}{request.Path.ToUriComponent()}{QueryString.Create(query)}>; rel=\"next\"");
    }

    /// <summary>For forms of an answer that have no place beside their items: a licence link for each feed, and the position as a header.</summary>
    public static void AddAttributions(HttpResponse response, long position, IReadOnlyList<Attribution> attributions)
    {
        response.Headers[Position] = position.ToString(CultureInfo.InvariantCulture);
        foreach (var attribution in attributions)
        {
            var target = Uri.TryCreate(attribution.Licence, UriKind.Absolute, out var licence) && licence.Scheme is "http" or "https" ? licence.AbsoluteUri : $"#{Uri.EscapeDataString(attribution.Feed)}";
            Add(response, $"<{target}>; rel=\"license\"; {Title(TextOf(attribution))}");
        }
    }

    public static string TextOf(Attribution attribution) =>
        string.Join(" | ", ((string?[])[$"data of {attribution.Feed}", attribution.Licence, attribution.Line]).OfType<string>());

    private static void Add(HttpResponse response, string link) => response.Headers.Link = StringValues.Concat(response.Headers.Link, link);

    /// <summary>In ASCII, else by RFC 8187.</summary>
    private static string Title(string text) => text.All(character => character is >= ' ' and <= '~' and not ('"' or '\\'))
        ? $"title=\"{text}\"" : $"title*=UTF-8''{Uri.EscapeDataString(text)}";
}
