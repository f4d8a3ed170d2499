using System.Text.Json;
using EventPlatform.Contracts;

namespace EventPlatform.Query.Lists;

/// <summary>What every list has.</summary>
/// <param name="Position">Of the log: the answer is of it.</param>
/// <param name="Attributions">Of the feeds whose data this is.</param>
/// <param name="Next">Cursor of the next page; absent on the last.</param>
internal abstract record ListAnswer<TItem>(IReadOnlyList<TItem> Items, long Position, IReadOnlyList<Attribution> Attributions, string? Next);

/// <summary>Gives a list as JSON, or by <c>Accept</c> as CSV or NDJSON, with a Link (RFC 8288) to its next page.</summary>
internal static class ListAnswers
{
    public const string Csv = "text/csv";
    public const string Ndjson = "application/x-ndjson";

    public static IResult Answer<TPage, TItem>(HttpRequest request, TPage page, Columns<TItem> columns) where TPage : ListAnswer<TItem>
    {
        if (page.Next is { } next) request.HttpContext.Response.Headers.Link = $"<{PageAfter(request, next)}>; rel=\"next\"";
        return Wanted(request) switch
        {
            Csv => TypedResults.Text(columns.Write(page), Csv),
            Ndjson => TypedResults.Text(Lines(page), Ndjson),
            _ => TypedResults.Ok(page),
        };
    }

    /// <summary>Splits what was read, one item more than a page holds, into the page and the cursor of the next.</summary>
    public static (IReadOnlyList<T> Items, string? Next) Page<T>(IReadOnlyList<T> read, int limit, Func<T, string> cursor) =>
        read.Count > limit ? ([.. read.Take(limit)], cursor(read[limit - 1])) : (read, null);

    private static string Wanted(HttpRequest request) => request.GetTypedHeaders().Accept.OrderByDescending(accept => accept.Quality ?? 1)
        .Select(accept => accept.MediaType.ToString().ToLowerInvariant()).FirstOrDefault(type => type is Csv or Ndjson or "application/json" or "*/*") ?? "*/*";

    private static string Lines<TItem>(ListAnswer<TItem> page) => string.Concat(
        page.Attributions.Select(attribution => $"{JsonSerializer.Serialize(new { attribution }, ContractJson.Options)}\n")
            .Concat(page.Items.Select(item => $"{JsonSerializer.Serialize(item, ContractJson.Options)}\n")));

    private static string PageAfter(HttpRequest request, string next) => request.PathBase + request.Path.ToUriComponent()
        + QueryString.Create([.. request.Query.Where(parameter => !parameter.Key.Equals("cursor", StringComparison.OrdinalIgnoreCase)), KeyValuePair.Create("cursor", (Microsoft.Extensions.Primitives.StringValues)next)]);
}
