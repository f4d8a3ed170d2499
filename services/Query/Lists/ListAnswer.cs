using System.Net.Mime;
using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Hosting.Http;

namespace EventPlatform.Query.Lists;

/// <summary>The members of every list.</summary>
/// <param name="Position">The position in the log of this answer, and of the pages after it.</param>
/// <param name="Attributions">The terms of the feeds whose data the list contains.</param>
/// <param name="Next">Cursor of the next page; absent on the last page.</param>
internal abstract record ListAnswer<TItem>(
    IReadOnlyList<TItem> Items, long Position, IReadOnlyList<Attribution> Attributions, string? Next);

/// <summary>
/// Answers with a list as JSON or, by <c>Accept</c>, as CSV, NDJSON or a workbook. Links (RFC 8288) lead to the next page and, except
/// with JSON, to the licences.
/// </summary>
internal static class ListAnswers
{
    public const string Csv = "text/csv";
    public const string Ndjson = "application/x-ndjson";

    /// <param name="known">The state of the page; null in a list that is only available as of now.</param>
    public static IResult Answer<TPage, TItem>(HttpRequest request, TPage page, Columns<TItem> columns, AsKnown? known)
        where TPage : ListAnswer<TItem>
    {
        Links.AddNext(request, page.Next, known);
        var type = request.Preferred(MediaTypeNames.Application.Json, Csv, Ndjson, Spreadsheet.MediaType);
        if (type is Csv or Ndjson or Spreadsheet.MediaType)
            Links.AddAttributions(request.HttpContext.Response, page.Position, page.Attributions);
        return type switch
        {
            Csv => TypedResults.Text(columns.Write(page.Items, page.Attributions.Select(Links.TextOf)), Csv),
            Spreadsheet.MediaType => TypedResults.Stream(
                Spreadsheet.Write(request, page, columns, known), Spreadsheet.MediaType, $"{request.Path.Value!.Split('/')[^1]}.xlsx"),
            Ndjson => TypedResults.Text(
                string.Concat(page.Items.Select(item => $"{JsonSerializer.Serialize(item, ContractJson.Options)}\n")), Ndjson),
            _ => TypedResults.Ok(page),
        };
    }
}
