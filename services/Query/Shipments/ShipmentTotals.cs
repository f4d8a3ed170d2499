using EventPlatform.Contracts;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Query.Companies;
using EventPlatform.Query.Lists;
using EventPlatform.Storage;

namespace EventPlatform.Query.Shipments;

/// <param name="Key">The key of a company, or the words of a product or region; absent for shipments without a region.</param>
/// <param name="Name">The name of the company; for a product or region, its latest name.</param>
/// <param name="Company">The company that has the product; absent by company and by region.</param>
/// <param name="Series">How many series of <c>/v1/shipments/series</c> are added up.</param>
internal sealed record ShipmentTotal(string? Key, string? Name, string? Company, ShipmentBasis Basis, decimal Units, long Series);

internal sealed record ShipmentTotalsAnswer(
    string GroupBy, IReadOnlyList<ShipmentTotal> Items, long Position, IReadOnlyList<Attribution> Attributions, string? Next)
    : ListAnswer<ShipmentTotal>(Items, Position, Attributions, Next);

/// <summary><c>GET /v1/shipments/totals?groupBy=</c>: sums of the last values of series (docs/facts.md, R50).</summary>
internal static class ShipmentTotals
{
    private static readonly string[] Groups = ["company", "product", "region"];

    private static readonly Columns<ShipmentTotal> Columns = new(
        ("key", t => t.Key), ("name", t => t.Name), ("company", t => t.Company), ("basis", t => ContractJson.Name(t.Basis)),
        ("units", t => t.Units), ("series", t => t.Series));

    public static void MapShipmentTotals(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/shipments/totals", Get).RequireKey(Role.Read).WithName("getShipmentTotals")
            .WithSummary("Total units shipped, the most of each basis first")
            .WithDescription(
                "Adds up the last values of series. For a product, the series without a region counts all regions; " +
                "the series of regions are added up only if there is none. A line has one basis, and different bases are never added up.")
            .Takes("groupBy", "What the lines are grouped by. The default is company.", "product", choices: Groups)
            .Takes("company", "The key of a company.", "xpeng").Takes("product", "A product, compared by words.")
            .Takes("basis", "What is counted.", choices: SeriesFilter.Bases).TakesPage(fallback: 100, max: 1000).TakesAsked()
            .AnswersList<ShipmentTotalsAnswer>(
                """
                {"groupBy":"product","items":[{"key":"g3-2019","name":"G3 2019","company":"xpeng","basis":"shipped","units":10000,"series":1}],
                 "position":12,"attributions":[]}
                """);

    private static Task<IResult> Get(HttpRequest request, Reading reading, Attributions attributions, CancellationToken ct)
    {
        var parameters = new Parameters(request);
        var groupBy = parameters.Choice("groupBy", Groups);
        var filter = new SeriesFilter(
            parameters.Text("company"), parameters.Text("product"), null, parameters.Named<ShipmentBasis>("basis"));
        var limit = parameters.Limit(fallback: 100, max: 1000);
        var (asked, after) = parameters.Page(PageReading.ReadOffset);
        if (parameters.Problem() is { } problem) return Task.FromResult<IResult>(problem);

        return reading.AnswerAsync(request, asked, async (session, known) =>
        {
            var (skip, facts) = (after?.Value ?? 0, await SeriesReader.ConditionsAsync(session, known, filter, ct));
            var page = PageReading.PageOf(await ListAsync(session, known, groupBy, facts, skip, limit + 1, ct), limit);
            var keys = groupBy == "company" ? page.Items.Select(line => line.Key).OfType<string>() : [];
            var names = await KnownCompany.NamesAsync(session, known, keys, ct);
            return ListAnswers.Answer(request, new ShipmentTotalsAnswer(
                groupBy, [.. page.Items.Select(line => line with { Name = line.Name ?? names.GetValueOrDefault(line.Key ?? "") })],
                known.Position,
                await attributions.OfAsync(session, $"select distinct unnest(f.sources) from facts f where {facts}", facts.Values, ct),
                page.Next(_ => Cursor.Of(known, $"{skip + page.Items.Count}"))), Columns, known);
        }, ct);
    }

    private static Task<IReadOnlyList<ShipmentTotal>> ListAsync(
        ReadSession session, AsKnown known, string groupBy, Conditions facts, int skip, int limit, CancellationToken ct)
    {
        var (lines, name) = groupBy switch
        {
            "company" => (
                "select basis, company, null, sum(units), sum(series)::bigint, max(since) from products group by basis, company", null),
            "product" => ("select basis, product, company, units, series, since from products", "product"),
            _ => ("select basis, region, null, sum(units), count(*), max(since) from series group by basis, region", "region"),
        };
        return session.ListAsync(
            $"""
            {Series(known, facts)},
            lines (basis, key, company, units, series, since) as (
              select * from ({lines}) l (basis, key, company, units, series, since)
              order by basis, units desc, key collate "C", company offset {skip} limit {limit})
            select l.key, {(name is null ? "null" : Named(known, name))}, l.company, l.basis, l.units, l.series
            from lines l order by l.basis, l.units desc, l.key collate "C", l.company
            """,
            facts.Values, row => new ShipmentTotal(
                row.GetText(0), row.GetText(1), row.GetText(2), ContractJson.Named<ShipmentBasis>(row.GetString(3))!.Value,
                row.GetDecimal(4),
                row.GetInt64(5)), ct);
    }

    /// <summary>
    /// SQL for the series, and for what counts of them by product. One index has all that is read of a fact, in the order of the groups.
    /// </summary>
    private static string Series(AsKnown known, Conditions facts)
    {
        var shipped = $"from facts f where {facts} and f.latest < 'infinity'";
        return $"""
            with anchors as (
              select distinct on (f.basis, f.company, f.product, f.region) f.basis, f.company, f.product, f.region, f.latest as day, f.quantity
              {shipped} and f.measure = 'cumulative'
              order by f.basis, f.company, f.product, f.region, f.latest desc, f.since desc),
            series as (
              select f.basis, f.company, f.product, nullif(f.region, '') as region, max(f.since) as since, coalesce(max(a.quantity), 0)
                + coalesce(sum(f.quantity) filter (where f.measure = 'incremental' and (a.day is null or f.earliest > a.day)), 0) as units
              from (select f.* {shipped}) f
              left join anchors a on a.basis = f.basis and a.company = f.company and a.product = f.product
                and a.region is not distinct from f.region
              group by f.basis, f.company, f.product, f.region),
            products as (
              select basis, company, product, {OfAllRegions("max(since)")} as since, {OfAllRegions("sum(units)")} as units,
                {OfAllRegions("count(*)")} as series
              from series group by basis, company, product)
            """;
    }

    /// <summary>Takes the series without a region, which counts all regions; if there is none, the series of the regions.</summary>
    private static string OfAllRegions(string number) =>
        $"case when bool_or(region is null) then {number} filter (where region is null) else {number} end";

    /// <summary>SQL for the name in the last fact of a line.</summary>
    private static string Named(AsKnown known, string what) =>
        $"(select f.data->>'{what}' from facts f where f.since = l.since and {known.Facts})";
}
