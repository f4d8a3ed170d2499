using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Query.Companies;
using EventPlatform.Query.Lists;

namespace EventPlatform.Query.Plants;

/// <param name="Key">Absent for plants whose key is not known.</param>
/// <param name="Name">The name of an owner.</param>
/// <param name="Unit">As feeds report it, such as MW or vehicles/year. A line has one unit.</param>
/// <param name="Capacity">The total capacity of the plants in the line.</param>
internal sealed record PlantCapacity(string? Key, string? Name, string Unit, decimal Capacity, long Plants);

/// <param name="Unknown">Plants of all pages whose capacity is not known. They are in no line.</param>
internal sealed record PlantCapacitiesAnswer(
    string GroupBy, IReadOnlyList<PlantCapacity> Items, long Unknown, long Position, IReadOnlyList<Attribution> Attributions, string? Next)
    : ListAnswer<PlantCapacity>(Items, Position, Attributions, Next);

/// <summary><c>GET /v1/plants/capacity?groupBy=</c>: the total capacity of plants. Units are never added up.</summary>
internal static class PlantCapacities
{
    private static readonly Columns<PlantCapacity> Columns = new(
        ("key", c => c.Key), ("name", c => c.Name), ("unit", c => c.Unit), ("capacity", c => c.Capacity), ("plants", c => c.Plants));

    public static void MapPlantCapacities(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/plants/capacity", Get).RequireKey(Role.Read).WithName("getPlantCapacity")
            .WithSummary("Total capacity of plants, the largest of each unit first")
            .WithDescription(
                "A line has one unit, and different units are never added up. " +
                "Plants of every status count, including planned and cancelled ones, unless you ask for a status.")
            .Takes("groupBy", "What the lines are grouped by. The default is country.", "country", choices: PlantFilter.Groups)
            .Takes("unit", "Only lines of this unit.").TakesPlants().TakesPage(fallback: 100, max: 1000).TakesAsked()
            .AnswersList<PlantCapacitiesAnswer>("""{"groupBy":"country","items":[],"unknown":1,"position":11,"attributions":[]}""");

    public static async Task<IReadOnlyList<PlantCapacity>> ListAsync(
        ReadSession session, AsKnown known, PlantFilter filter, string groupBy, string? unit, CancellationToken ct, int skip = 0,
        int? limit = null)
    {
        var conditions = (await filter.ConditionsAsync(session, known, ct)).Add("f.unit is not null").Add("f.unit = ?", unit);
        return await session.ListAsync(
            $"""
            select {PlantFilter.Group(groupBy)} collate "C", f.unit collate "C", sum(f.quantity), count(*) from {known.FactsInForce}
            where {conditions} group by 1, 2 order by 2, 3 desc, 1 offset {skip} limit {(limit is null ? "all" : $"{limit}")}
            """,
            conditions.Values, row => new PlantCapacity(
                row.IsDBNull(0) ? null : row.GetString(0), null, row.GetString(1), row.GetDecimal(2), row.GetInt64(3)), ct);
    }

    private static Task<IResult> Get(HttpRequest request, Reading reading, Attributions attributions, CancellationToken ct)
    {
        var parameters = new Parameters(request);
        var groupBy = parameters.Choice("groupBy", PlantFilter.Groups);
        var unit = parameters.Text("unit");
        var filter = PlantFilter.Read(parameters);
        var limit = parameters.Limit(fallback: 100, max: 1000);
        var (asked, after) = parameters.Page(PageReading.ReadOffset);
        if (parameters.Problem() is { } problem) return Task.FromResult<IResult>(problem);

        return reading.AnswerAsync(request, asked, async (session, known) =>
        {
            var skip = after?.Value ?? 0;
            var page = PageReading.PageOf(await ListAsync(session, known, filter, groupBy, unit, ct, skip, limit + 1), limit);
            var keys = groupBy == "owner" ? page.Items.Select(line => line.Key).OfType<string>() : [];
            var names = await KnownCompany.NamesAsync(session, known, keys, ct);
            var plants = await filter.ConditionsAsync(session, known, ct);
            var unknown = (await session.ListAsync(
                $"select count(*) from {known.FactsInForce} where {plants} and f.unit is null", plants.Values,
                row => row.GetInt64(0), ct))[0];
            var counted = plants.Add("f.unit is not null").Add("f.unit = ?", unit);
            return ListAnswers.Answer(request, new PlantCapacitiesAnswer(
                groupBy, [.. page.Items.Select(line => line with { Name = names.GetValueOrDefault(line.Key ?? "") })], unknown,
                known.Position,
                await attributions.OfAsync(
                    session, $"select distinct unnest(f.sources) from {known.FactsInForce} where {counted}", counted.Values, ct),
                page.Next(_ => Cursor.Of(known, $"{skip + page.Items.Count}"))), Columns, known);
        }, ct);
    }
}
