using System.Globalization;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Query.Lists;

namespace EventPlatform.Query.Plants;

/// <param name="Lat">Mean latitude of its plants, in degrees north.</param>
/// <param name="Lon">Mean longitude of its plants, in degrees east.</param>
/// <param name="Status">The most frequent status of its plants.</param>
/// <param name="IsApproximate">True if the coordinates of all its plants are approximate.</param>
/// <param name="FactId">The fact of the plant, if the cell has exactly one.</param>
/// <param name="Plant">The plant's name, if the cell has exactly one.</param>
internal sealed record PlantCell(decimal Lat, decimal Lon, long Plants, string Status, bool IsApproximate, Guid? FactId, string? Plant);

/// <param name="Cell">Length of the sides of a cell, in degrees.</param>
/// <param name="WithoutCoordinates">Plants without coordinates. <c>bbox</c> does not restrict this number.</param>
internal sealed record PlantCellsAnswer(
    decimal Cell, IReadOnlyList<PlantCell> Items, long WithoutCoordinates, long Position, IReadOnlyList<Attribution> Attributions,
    string? Next)
    : ListAnswer<PlantCell>(Items, Position, Attributions, Next);

/// <summary><c>GET /v1/plants/cells?cell=</c>: how many plants there are in each cell of a grid, for maps of many plants.</summary>
internal static class PlantCells
{
    private const decimal Smallest = 0.01m;
    private const decimal Largest = 30;

    private static readonly Columns<PlantCell> Columns = new(
        ("lat", c => c.Lat), ("lon", c => c.Lon), ("plants", c => c.Plants), ("status", c => c.Status),
        ("isApproximate", c => c.IsApproximate), ("factId", c => c.FactId), ("plant", c => c.Plant));

    public static void MapPlantCells(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/plants/cells", Get).RequireKey(Role.Read).WithName("getPlantCells")
            .WithSummary("How many plants there are in each cell of a grid, the most first")
            .WithDescription(
                "For maps of many plants. Plants of every status count, including planned and cancelled ones, unless you ask for a status.")
            .Takes("cell", $"Length of the sides of a cell in degrees, from {Smallest} to {Largest}. The default is 2.", "2")
            .Takes("bbox", "A part of the map: west,south,east,north in degrees.")
            .TakesPlants().TakesPage(fallback: 500, max: 5000).TakesAsked()
            .AnswersList<PlantCellsAnswer>(
                """
                {"cell":2,"items":[{"lat":30.87,"lon":121.77,"plants":1,"status":"producing","isApproximate":false,
                  "factId":"9b2d194e-dd04-8eff-ac34-2346fdfed0f5","plant":"Gigafactory 3"}],
                 "withoutCoordinates":0,"position":11,"attributions":[]}
                """);

    private static Task<IResult> Get(HttpRequest request, Reading reading, Attributions attributions, CancellationToken ct)
    {
        var parameters = new Parameters(request);
        var cell = parameters.Checked<decimal?>("cell", 2, $"must be a number from {Smallest} to {Largest}", Read) ?? 2;
        var box = parameters.Checked<BoundingBox?>("bbox", null, BoundingBox.Expected, BoundingBox.Read);
        var filter = PlantFilter.Read(parameters);
        var limit = parameters.Limit(fallback: 500, max: 5000);
        var (asked, after) = parameters.Page(PageReading.ReadOffset);
        if (parameters.Problem() is { } problem) return Task.FromResult<IResult>(problem);

        return reading.AnswerAsync(request, asked, async (session, known) =>
        {
            var skip = after?.Value ?? 0;
            var conditions = (await filter.ConditionsAsync(session, known, ct)).Add(BoundingBox.HasPoint);
            box?.AddTo(conditions);
            var page = PageReading.PageOf(await ListAsync(session, known, conditions, cell, skip, limit + 1, ct), limit);
            return ListAnswers.Answer(request, new PlantCellsAnswer(
                cell, page.Items, await PlantsEndpoint.WithoutPointAsync(session, known, filter, ct), known.Position,
                await attributions.OfAsync(
                    session, $"select distinct unnest(f.sources) from {known.FactsInForce} where {conditions}", conditions.Values, ct),
                page.Next(_ => Cursor.Of(known, $"{skip + page.Items.Count}"))), Columns, known);
        }, ct);
    }

    private static Task<IReadOnlyList<PlantCell>> ListAsync(
        ReadSession session, AsKnown known, Conditions conditions, decimal cell, int skip, int limit, CancellationToken ct)
    {
        var side = conditions.Parameter(cell);
        return session.ListAsync(
            $"""
            select round(avg(p.lat), 4), round(avg(p.lon), 4), count(*), mode() within group (order by p.status collate "C"), bool_and(p.approximate),
              case when count(*) = 1 then min(p.fact_id::text) end, case when count(*) = 1 then min(p.plant) end
            from (
              select f.lat, f.lon, s.in_force as status, f.fact_id, f.data->>'plant' as plant,
                coalesce((f.data->'location'->>'approximate')::boolean, false) as approximate
              from {known.FactsInForce} where {conditions}) p
            group by floor(p.lat / {side}), floor(p.lon / {side}) order by 3 desc, 1, 2 offset {skip} limit {limit}
            """,
            conditions.Values, row => new PlantCell(
                row.GetDecimal(0), row.GetDecimal(1), row.GetInt64(2), row.GetString(3), row.GetBoolean(4),
                row.IsDBNull(5) ? null : Guid.Parse(row.GetString(5)), row.IsDBNull(6) ? null : row.GetString(6)), ct);
    }

    private static decimal? Read(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var cell)
        && cell is >= Smallest and <= Largest ? cell : null;
}
