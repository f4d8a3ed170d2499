using System.Globalization;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;

namespace EventPlatform.Query.Lists;

/// <summary>Writes a list as a workbook: one sheet has the items, the other the query, the position and the attributions.</summary>
internal static class Spreadsheet
{
    public const string MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static readonly OpenXmlConfiguration Layout = new() { AutoFilter = false, FreezeRowCount = 1 };

    /// <param name="known">The state of the page; null in a list that is only available as of now.</param>
    public static MemoryStream Write<TPage, TItem>(HttpRequest request, TPage page, Columns<TItem> columns, AsKnown? known)
        where TPage : ListAnswer<TItem>
    {
        var book = new MemoryStream();
        book.SaveAs(
            new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["items"] = columns.Table(page.Items),
                ["about"] = About(request, page.Position, page.Attributions, page.Next is not null, known),
            },
            configuration: Layout);
        book.Position = 0;
        return book;
    }

    private static IEnumerable<IDictionary<string, object?>> About(
        HttpRequest request, long position, IReadOnlyList<Attribution> attributions, bool hasMore, AsKnown? known)
    {
        yield return Row("query", $"{request.Path}{request.QueryString}");
        yield return Row("position", position.ToString(CultureInfo.InvariantCulture));
        yield return Row("asOf", known?.AsOf?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "not asked for");
        yield return Row("knownAt", (known?.Position ?? position).ToString(CultureInfo.InvariantCulture));
        yield return Row("items", hasMore ? "some: the next page has more" : "all");
        foreach (var one in attributions)
            yield return Row("attribution", Links.TextOf(one));
    }

    private static Dictionary<string, object?> Row(string name, string value) =>
        new(StringComparer.Ordinal) { ["what"] = name, ["value"] = value };
}
