using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Query.Companies;
using EventPlatform.Query.Lists;

namespace EventPlatform.Query.Shipments;

/// <param name="Company">Canonical key.</param>
/// <param name="Position">Of the log: the answer is of it.</param>
/// <param name="Next">Cursor of the next page; absent on the last.</param>
internal sealed record SeriesList(string Company, DateOnly? AsOf, IReadOnlyList<SeriesAnswer> Items, long Position, IReadOnlyList<Attribution> Attributions, string? Next);

/// <summary><c>GET /v1/shipments/series?company=&amp;product=&amp;region=&amp;basis=&amp;asOf=&amp;knownAt=</c>: units over time, a series per product, region and basis.</summary>
internal static class SeriesEndpoint
{
    public static void MapShipments(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/shipments/series", Get).RequireKey(Role.Read).WithName("getShipmentSeries")
            .WithSummary("Units of a company's products over time")
            .WithDescription("A series for each product, region and basis, of actual shipments. Anchors are what sources count in all up to a day; increments are added after an anchor, never on top of one that covers them. Anchors that contradict each other, or what was shipped between them, are told. 'limit' counts series, points, contradictions and increments that are not added; a series that goes on on the next page is there again with the rest.")
            .Takes("company", "The key of a company.", "xpeng", required: true).Takes("product", "A product, by its words.", "G3 2019").Takes("region", "A region or country code, by its words.")
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
            return TypedResults.Ok(new SeriesList(await KnownCompany.CanonicalAsync(session, known, filter.Company!, ct), known.AsOf, page.Items, known.Position,
                attributions.Of(page.Series.SelectMany(one => one.Sources)), next));
        }, ct);
    }
}
