using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Query.Companies;
using EventPlatform.Query.Lists;

namespace EventPlatform.Query.Shipments;

/// <param name="Company">Canonical key of the company.</param>
/// <param name="Position">The log position of the answer.</param>
/// <param name="Next">Cursor of the next page; absent on the last page.</param>
internal sealed record SeriesList(
    string Company, DateOnly? AsOf, IReadOnlyList<SeriesAnswer> Items, long Position, IReadOnlyList<Attribution> Attributions,
    string? Next);

/// <summary>
/// <c>GET /v1/shipments/series?company=&amp;product=&amp;region=&amp;basis=&amp;asOf=&amp;knownAt=</c>: units over time, one series per
/// product, region and basis.
/// </summary>
internal static class SeriesEndpoint
{
    public static void MapShipments(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/shipments/series", Get).RequireKey(Role.Read).WithName("getShipmentSeries")
            .WithSummary("Units of a company's products over time")
            .WithDescription(
                "A series has the actual shipments of one product, region and basis. " +
                "An anchor is the total that a source reports up to a day. " +
                "Increments are added after an anchor, and never to an anchor that covers them. " +
                "'contradictions' has anchors that contradict each other, or the increments between them. " +
                "'limit' counts series, points, contradictions and increments that are not added. " +
                "A series that continues on the next page appears there again, with the rest.")
            .Takes("company", "The key of a company.", "xpeng", required: true).Takes("product", "A product, compared by words.", "G3 2019")
            .Takes("region", "A region or country code, compared by words.")
            .Takes("basis", "What is counted.", choices: SeriesFilter.Bases).TakesPage(fallback: 1000, max: 5000).TakesAsked().HasNext()
            .Answers<SeriesList>(
                """
                {"company":"xpeng","items":[{"product":"G3 2019","basis":"shipped","points":[{"day":"2019-06-18","units":10000,"isAnchor":true,"factIds":["75c06582-df1b-8656-8ade-ab364d4ab2c0"]}],
                 "contradictions":[],"notAdded":[]}],"position":12,"attributions":[]}
                """);

    private static Task<IResult> Get(HttpRequest request, Reading reading, Attributions attributions, CancellationToken ct)
    {
        var parameters = new Parameters(request);
        var filter = SeriesFilter.Read(parameters);
        if (filter.Company is null) parameters.Refuse("company", "is required");
        var limit = parameters.Limit(fallback: 1000, max: 5000);
        var (asked, after) = parameters.Page(PageReading.ReadOffset);
        if (parameters.Problem() is { } problem) return Task.FromResult<IResult>(problem);

        return reading.AnswerAsync(request, asked, async (session, known) =>
        {
            var page = SeriesPage.Of(await SeriesReader.ListAsync(session, known, filter, ct), after?.Value ?? 0, limit);
            var next = page.Next is { } offset ? Cursor.Of(known, $"{offset.Value}") : null;
            Links.AddNext(request, next, known);
            return TypedResults.Ok(new SeriesList(
                await KnownCompany.CanonicalAsync(session, known, filter.Company!, ct), known.AsOf, page.Items, known.Position,
                attributions.Of(page.Series.SelectMany(one => one.Sources)), next));
        }, ct);
    }
}
