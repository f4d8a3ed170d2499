using EventPlatform.Contracts;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Query.Companies;
using EventPlatform.Query.Lists;

namespace EventPlatform.Query.Shipments;

/// <param name="Key">The key of a company, or the words of a product or region; absent for shipments without a region.</param>
/// <param name="Name">The name of the company; a product or region as it was named last.</param>
/// <param name="Company">The company that has the product; absent by company and by region.</param>
/// <param name="Series">How many series of <c>/v1/shipments/series</c> are added up.</param>
internal sealed record ShipmentTotal(string? Key, string? Name, string? Company, ShipmentBasis Basis, decimal Units, long Series);

internal sealed record ShipmentTotalsAnswer(
    string GroupBy, IReadOnlyList<ShipmentTotal> Items, long Position, IReadOnlyList<Attribution> Attributions, string? Next)
    : ListAnswer<ShipmentTotal>(Items, Position, Attributions, Next);

/// <summary><c>GET /v1/shipments/totals?groupBy=</c>: the last values of series, added up: docs/facts.md, R50.</summary>
internal static class ShipmentTotals
{
    private static readonly string[] Groups = ["company", "product", "region"];

    private static readonly Columns<ShipmentTotal> Columns = new(
        ("key", t => t.Key), ("name", t => t.Name), ("company", t => t.Company), ("basis", t => ContractJson.Name(t.Basis)),
        ("units", t => t.Units), ("series", t => t.Series));

    public static void MapShipmentTotals(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/shipments/totals", Get).RequireKey(Role.Read).WithName("getShipmentTotals")
            .WithSummary("Units shipped in all, the most of each basis first")
            .WithDescription("Adds up the last values of series. Of a product, the series that tells no region counts all of them; only if there is none are those of regions added up. A line is of one basis, and nothing is added across bases.")
            .Takes("groupBy", "What a line is of; company unless given.", "product", choices: Groups)
            .Takes("company", "The key of a company.", "xpeng").Takes("product", "A product, by its words.")
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
        var filter = new SeriesFilter(parameters.Text("company"), parameters.Text("product"), null, parameters.Named<ShipmentBasis>("basis"));
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
                groupBy, [.. page.Items.Select(line => line with { Name = line.Name ?? names.GetValueOrDefault(line.Key ?? "") })], known.Position,
                await attributions.OfAsync(session, $"select distinct unnest(f.sources) from {known.FactsInForce} where {facts}", facts.Values, ct),
                page.Next(_ => Cursor.Of(known, $"{skip + page.Items.Count}"))), Columns, known);
        }, ct);
    }

    private static Task<IReadOnlyList<ShipmentTotal>> ListAsync(
        ReadSession session, AsKnown known, string groupBy, Conditions facts, int skip, int limit, CancellationToken ct)
    {
        var (key, name, company, rows) = groupBy switch
        {
            "company" => ("s.company", "null", "null", Counted),
            "product" => ("s.product", "(array_agg(s.product_name order by s.since desc))[1]", "s.company", Counted),
            _ => ("nullif(s.region, '')", "(array_agg(s.region_name order by s.since desc))[1]", "null", "series"),
        };
        return session.ListAsync(
            $"""
            with shipped as materialized (
              select f.company, f.product, coalesce(f.region, '') as region, f.data->>'basis' as basis, f.data->>'product' as product_name,
                f.data->>'region' as region_name, f.data->>'measure' as measure, f.earliest, f.latest, f.since, {SeriesReader.Units} as units
              from {known.FactsInForce} where {facts} and f.latest < 'infinity'),
            anchors as (
              select distinct on (company, product, region, basis) company, product, region, basis, latest as day, units from shipped
              where measure = 'cumulative' order by company, product, region, basis, latest desc, since desc),
            series as (
              select s.company, s.product, s.region, s.basis, (array_agg(s.product_name order by s.since desc))[1] as product_name,
                (array_agg(s.region_name order by s.since desc))[1] as region_name, max(s.since) as since,
                coalesce(max(a.units), 0) + coalesce(sum(s.units) filter (where s.measure = 'incremental' and (a.day is null or s.earliest > a.day)), 0) as units
              from shipped s left join anchors a using (company, product, region, basis) group by s.company, s.product, s.region, s.basis)
            select {key} collate "C", {name}, {company}, s.basis, sum(s.units), count(*) from {rows} s
            group by {(groupBy == "product" ? "s.company, s.product, s.basis" : $"{key}, s.basis")} order by s.basis, 5 desc, 1, 3 offset {skip} limit {limit}
            """,
            facts.Values, row => new ShipmentTotal(
                row.IsDBNull(0) ? null : row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2),
                ContractJson.Named<ShipmentBasis>(row.GetString(3))!.Value, row.GetDecimal(4), row.GetInt64(5)), ct);
    }

    /// <summary>Series without a region count all regions of their product.</summary>
    private const string Counted =
        """
        (select * from series s where s.region = '' or not exists (
          select from series w where w.company = s.company and w.product = s.product and w.basis = s.basis and w.region = ''))
        """;
}
