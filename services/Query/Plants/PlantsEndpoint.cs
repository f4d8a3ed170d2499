using System.Net.Mime;
using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Hosting.Http;
using EventPlatform.Query.Facts;
using EventPlatform.Query.Lists;

namespace EventPlatform.Query.Plants;

/// <param name="Owner">Canonical key of the owner; absent if no report names one.</param>
/// <param name="OwnerName">The name of the owner, as the fact shows it.</param>
/// <param name="Status">The status in force, now or on the requested day.</param>
/// <param name="On">When the status began.</param>
/// <param name="Milestones">The dated statuses that the plant has had.</param>
internal sealed record PlantEntry(
    Guid FactId, string Plant, string? Owner, string? OwnerName, string Status, DateAnswer? On, string State,
    IReadOnlyList<MilestoneAnswer> Milestones, Location Location, Capacity? Capacity, string? Technology)
{
    public static PlantEntry Of(FactAnswer fact)
    {
        var data = fact.Data.Deserialize<PlantOpened>(ContractJson.Options)!;
        return new(
            fact.Id, data.Plant, fact.Company, data.Company?.Name, fact.Status, fact.On, fact.State, fact.Milestones ?? [], data.Location,
            data.Capacity, data.Technology);
    }
}

internal sealed record PlantsPage(IReadOnlyList<PlantEntry> Items, long Position, IReadOnlyList<Attribution> Attributions, string? Next)
    : ListAnswer<PlantEntry>(Items, Position, Attributions, Next);

/// <summary>
/// <c>GET /v1/plants</c>: plants, in the order in which they became known. <c>GET /v1/plants/counts</c>: how many there are.
/// </summary>
internal static class PlantsEndpoint
{
    private const int Most = 5000;

    private static readonly Columns<PlantEntry> Columns = new(
        ("factId", p => p.FactId), ("plant", p => p.Plant), ("owner", p => p.Owner), ("status", p => p.Status), ("on", p => p.On?.Date),
        ("earliest", p => p.On?.Earliest), ("latest", p => p.On?.Latest), ("state", p => p.State), ("country", p => p.Location.Country),
        ("region", p => p.Location.Region), ("city", p => p.Location.City), ("lat", p => p.Location.Lat), ("lon", p => p.Location.Lon),
        ("capacity", p => p.Capacity?.Value), ("capacityUnit", p => p.Capacity?.Unit), ("technology", p => p.Technology));

    public static void MapPlants(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/plants", List).RequireKey(Role.Read).WithName("listPlants")
            .WithSummary("Plants, in the order in which they became known").TakesPlants("CN")
            .Takes("bbox", "Plants with coordinates in this part of the map: west,south,east,north in degrees.")
            .TakesPage(fallback: 50, max: Most).TakesAsked()
            .AnswersList<PlantsPage>(
                """
                {"items":[{"factId":"9b2d194e-dd04-8eff-ac34-2346fdfed0f5","plant":"Gigafactory 3","owner":"tesla","ownerName":"Tesla","status":"producing","on":{"date":"../2019-11-10","latest":"2019-11-10"},
                  "state":"reported","milestones":[{"status":"producing","on":{"date":"../2019-11-10","latest":"2019-11-10"}}],"location":{"country":"CN","city":"Shanghai"}}],
                 "position":11,"attributions":[]}
                """)
            .AnswersText(
                PlantMap.MediaType,
                $"GeoJSON (RFC 7946): a point for each plant with coordinates. The default limit is {Most}.", PlantMap.Example);
        app.MapPlantCounts();
        app.MapPlantCapacities();
        app.MapPlantCells();
    }

    /// <summary>Documents what <see cref="PlantFilter"/> reads.</summary>
    public static RouteHandlerBuilder TakesPlants(this RouteHandlerBuilder endpoint, string? country = null) => endpoint
        .Takes("country", "The country of the plants (ISO 3166-1 alpha-2).", country)
        .Takes("technology", "The technology of the plants, in upper or lower case.")
        .Takes("owner", "The key of the company that owns or operates the plants.")
        .Takes("status", "The status in force, now or on the day asOf.", choices: PlantFilter.Statuses)
        .Takes("year",
            "The year in which that status began: the year of the latest day that its date may mean, or of the earliest if it is open.");

    private static Task<IResult> List(HttpRequest request, Reading reading, Attributions attributions, CancellationToken ct)
    {
        var parameters = new Parameters(request);
        var filter = PlantFilter.Read(parameters);
        var sort = FactSort.Of("known");
        var box = parameters.Checked<BoundingBox?>("bbox", null, BoundingBox.Expected, BoundingBox.Read);
        var isMap = request.Preferred(
            MediaTypeNames.Application.Json, ListAnswers.Csv, ListAnswers.Ndjson, Spreadsheet.MediaType, PlantMap.MediaType)
            == PlantMap.MediaType;
        var limit = parameters.Limit(fallback: isMap ? Most : 50, max: Most);
        var (asked, after) = parameters.Page(sort.ReadCursor);
        if (parameters.Problem() is { } problem) return Task.FromResult<IResult>(problem);

        return reading.AnswerAsync(request, asked, async (session, known) =>
        {
            var conditions = await filter.ConditionsAsync(session, known, ct);
            box?.AddTo(conditions);
            if (isMap && box is null) conditions.Add(BoundingBox.HasPoint);
            sort.After(after, conditions);
            var page = await session.PageAsync(
                $"select {FactAnswer.Columns} from {known.FactsInForce} where {conditions} order by {sort.OrderBy} limit {limit + 1}",
                conditions.Values, FactAnswer.Read, limit, fact => fact.Bytes, ct);
            var plants = new PlantsPage(
                [.. page.Items.Select(fact => PlantEntry.Of(fact.Of(known)))], known.Position,
                attributions.Of(page.Items.SelectMany(fact => fact.Sources)),
                page.Next(last => sort.Cursor(known, $"{last.Since}", last.Id)));
            if (!isMap) return ListAnswers.Answer(request, plants, Columns, known);
            Links.AddNext(request, plants.Next, known);
            return TypedResults.Json(
                PlantMap.Of(plants, await WithoutPointAsync(session, known, filter, ct)), contentType: PlantMap.MediaType);
        }, ct);
    }

    public static async Task<long> WithoutPointAsync(ReadSession session, AsKnown known, PlantFilter filter, CancellationToken ct)
    {
        var conditions = await filter.ConditionsAsync(session, known, ct);
        return (await session.ListAsync(
            $"select count(*) from {known.FactsInForce} where {conditions} and not {BoundingBox.HasPoint}", conditions.Values,
            row => row.GetInt64(0), ct))[0];
    }
}
