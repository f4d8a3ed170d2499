using EventPlatform.Contracts;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Storage;

namespace EventPlatform.Query.Shipments;

/// <param name="Region">Absent: shipments of which no region is told.</param>
internal sealed record SeriesAnswer(
    string Product, string? Region, ShipmentBasis Basis, IReadOnlyList<SeriesPoint> Points, IReadOnlyList<Contradiction> Contradictions, IReadOnlyList<Guid> NotAdded);

/// <param name="Company">Canonical key.</param>
/// <param name="KnownAt">Position of the log up to which this is known.</param>
internal sealed record SeriesList(string Company, DateOnly? AsOf, long KnownAt, IReadOnlyList<SeriesAnswer> Items, IReadOnlyList<Attribution> Attributions);

/// <summary><c>GET /v1/shipments/series?company=&amp;product=&amp;region=&amp;basis=&amp;asOf=&amp;knownAt=</c>: units over time, a series per product, region and basis.</summary>
internal static class SeriesEndpoint
{
    private sealed record Row(string Key, string Product, string? Region, ShipmentBasis Basis, Shipped Shipped);

    public static void MapShipments(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/shipments/series", Get).RequireKey(Role.Read).WithSummary("Units of a company's products over time")
            .WithDescription("A series for each product, region and basis, of actual shipments. Anchors are what sources count in all up to a day; increments are added after an anchor, never on top of one that covers them. Anchors that contradict each other, or what was shipped between them, are told.")
            .Takes("company", "The key of a company.", "xpeng", required: true).Takes("product", "A product, by its words.", "G3 2019").Takes("region", "A region or country code, by its words.")
            .Takes("basis", "What is counted.", choices: [.. Enum.GetValues<ShipmentBasis>().Select(basis => ContractJson.Name(basis))])
            .TakesAsOf("Shipments up to this day.").TakesKnownAt().TakesMinPosition()
            .Answers<SeriesList>(
                """
                {"company":"xpeng","knownAt":12,"items":[{"product":"G3 2019","basis":"shipped","points":[{"day":"2019-06-18","units":10000,"isAnchor":true,"factIds":["75c06582-df1b-8656-8ade-ab364d4ab2c0"]}],
                 "contradictions":[],"notAdded":[]}],"attributions":[]}
                """);

    private static async Task<IResult> Get(HttpRequest request, ReadTables tables, Attributions attributions, CancellationToken ct)
    {
        var parameters = new Parameters(request);
        var (company, product, region) = (parameters.Required("company"), parameters.Text("product"), parameters.Text("region"));
        var basis = parameters.Named<ShipmentBasis>("basis");
        var (asOf, knownAt) = (parameters.Day("asOf"), parameters.Checked<KnownAt?>("knownAt", null, KnownAt.Expected, KnownAt.Read));
        var minPosition = parameters.Position("minPosition");
        if (parameters.Problem() is { } problem) return problem;

        await using var session = await tables.OpenAsync(minPosition, ct);
        var position = await KnownAt.PositionAsync(knownAt, session, ct);
        var key = await KnownAt.CompanyAsync(company, position, session, ct);
        var rows = await session.ListAsync(
            $"""
            select product || chr(10) || coalesce(region, ''), data->>'product', data->>'region', data->>'basis', fact_id, since, data->>'measure', on_date, (data->>'units')::numeric
            from served.facts
            where {KnownAt.Condition} and company = $2 and type = 'ProductShipped' and status = 'actual' and data->>'measure' <> 'milestone'
              and ($3::text is null or product = $3) and ($4::text is null or region = $4) and ($5::text is null or data->>'basis' = $5) and ($6::date is null or latest <= $6)
            order by 1, data->>'basis', since, fact_id
            """,
            [position, key, Words(product), Words(region), basis is { } one ? ContractJson.Name(one) : null, asOf],
            row => new Row(row.GetString(0), row.GetString(1), row.GetText(2), ContractJson.Named<ShipmentBasis>(row.GetString(3))!.Value, new Shipped(
                row.GetGuid(4), row.GetInt64(5), ContractJson.Named<ShipmentMeasure>(row.GetString(6))!.Value, PartialDate.Parse(row.GetString(7)), row.GetDecimal(8))), ct);
        return TypedResults.Ok(new SeriesList(key, asOf, position, [.. rows.GroupBy(row => (row.Key, row.Basis)).Select(Answer)],
            await attributions.OfFactsAsync(session, rows.Select(row => row.Shipped.FactId), ct)));
    }

    private static SeriesAnswer Answer(IEnumerable<Row> rows)
    {
        var list = rows.ToList();
        var series = Series.Of(list.ConvertAll(row => row.Shipped));
        return new(list[0].Product, list[0].Region, list[0].Basis, series.Points, series.Contradictions, series.NotAdded);
    }

    private static string? Words(string? text) => text is null ? null : NormalisedName.Of(text);
}
