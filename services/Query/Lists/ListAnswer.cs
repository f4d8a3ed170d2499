using System.Net.Mime;
using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Hosting.Http;

namespace EventPlatform.Query.Lists;

/// <summary>What every list has.</summary>
/// <param name="Position">Of the log: the answer is of it, and so are the pages after it.</param>
/// <param name="Attributions">Of the feeds whose data this is.</param>
/// <param name="Next">Cursor of the next page; absent on the last.</param>
internal abstract record ListAnswer<TItem>(IReadOnlyList<TItem> Items, long Position, IReadOnlyList<Attribution> Attributions, string? Next);

/// <summary>Gives a list as JSON, or by <c>Accept</c> as CSV, NDJSON or a workbook, with links (RFC 8288) to its next page and, beside CSV and NDJSON, of attributions.</summary>
internal static class ListAnswers
{
    public const string Csv = "text/csv";
    public const string Ndjson = "application/x-ndjson";

    /// <param name="known">What a page is of; null in a list that is only known as of now.</param>
    public static IResult Answer<TPage, TItem>(HttpRequest request, TPage page, Columns<TItem> columns, AsKnown? known) where TPage : ListAnswer<TItem>
    {
        Links.AddNext(request, page.Next, known);
        var type = request.Preferred(MediaTypeNames.Application.Json, Csv, Ndjson, Spreadsheet.MediaType);
        if (type is Csv or Ndjson or Spreadsheet.MediaType) Links.AddAttributions(request.HttpContext.Response, page.Position, page.Attributions);
        return type switch
        {
            Csv => TypedResults.Text(columns.Write(page.Items, page.Attributions.Select(Links.TextOf)), Csv),
            Spreadsheet.MediaType => TypedResults.Stream(
                Spreadsheet.Write(request, page, columns, known), Spreadsheet.MediaType, $"{request.Path.Value!.Split('/')[^1]}.xlsx"),
            Ndjson => TypedResults.Text(string.Concat(page.Items.Select(item => $"{JsonSerializer.Serialize(item, ContractJson.Options)}\n")), Ndjson),
            _ => TypedResults.Ok(page),
        };
    }
}
