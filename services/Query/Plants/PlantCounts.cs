using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Query.Companies;
using EventPlatform.Query.Lists;

namespace EventPlatform.Query.Plants;

/// <param name="Key">Absent for plants whose key is not known.</param>
/// <param name="Name">The name of an owner.</param>
internal sealed record PlantCount(string? Key, string? Name, long Plants);

/// <param name="Total">How many plants there are on all pages.</param>
internal sealed record PlantCountsAnswer(
    string GroupBy, IReadOnlyList<PlantCount> Items, long Total, long Position, IReadOnlyList<Attribution> Attributions, string? Next)
    : ListAnswer<PlantCount>(Items, Position, Attributions, Next);

/// <summary><c>GET /v1/plants/counts?groupBy=</c>: how many plants there are, each once.</summary>
internal static class PlantCounts
{
    private static readonly Columns<PlantCount> Columns = new(("key", c => c.Key), ("name", c => c.Name), ("plants", c => c.Plants));

    public static void MapPlantCounts(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/plants/counts", Get).RequireKey(Role.Read).WithName("countPlants")
            .WithSummary("How many plants there are, the most first")
            .WithDescription("Plants of every status count, including planned and cancelled ones, unless you ask for a status.")
            .Takes("groupBy", "What the lines are grouped by. The default is country.", "status", choices: PlantFilter.Groups)
            .TakesPlants("CN").TakesPage(fallback: 100, max: 1000).TakesAsked()
            .AnswersList<PlantCountsAnswer>(
                """{"groupBy":"status","items":[{"key":"producing","plants":1}],"total":1,"position":11,"attributions":[]}""");

    public static async Task<IReadOnlyList<PlantCount>> ListAsync(
        ReadSession session, AsKnown known, PlantFilter filter, string groupBy, CancellationToken ct)
    {
        var conditions = await filter.ConditionsAsync(session, known, ct);
        return await session.ListAsync(
            $"select {PlantFilter.Group(groupBy)} collate \"C\", count(*) from {known.FactsInForce} where {conditions} group by 1 order by 2 desc, 1",
            conditions.Values,
            row => new PlantCount(row.IsDBNull(0) ? null : row.GetString(0), null, row.GetInt64(1)), ct);
    }

    private static Task<IResult> Get(HttpRequest request, Reading reading, Attributions attributions, CancellationToken ct)
    {
        var parameters = new Parameters(request);
        var groupBy = parameters.Choice("groupBy", PlantFilter.Groups);
        var filter = PlantFilter.Read(parameters);
        var limit = parameters.Limit(fallback: 100, max: 1000);
        var (asked, after) = parameters.Page(PageReading.ReadOffset);
        if (parameters.Problem() is { } problem) return Task.FromResult<IResult>(problem);

        return reading.AnswerAsync(request, asked, async (session, known) =>
        {
            var all = await ListAsync(session, known, filter, groupBy, ct);
            var conditions = await filter.ConditionsAsync(session, known, ct);
            var page = PageReading.PageOf([.. all.Skip(after?.Value ?? 0)], limit);
            var counts = page.Items;
            var names = groupBy == "owner"
                ? await KnownCompany.NamesAsync(session, known, counts.Select(count => count.Key).OfType<string>(), ct)
                : [];
            return ListAnswers.Answer(request, new PlantCountsAnswer(
                groupBy, [.. counts.Select(count => count with { Name = names.GetValueOrDefault(count.Key ?? "") })],
                all.Sum(count => count.Plants), known.Position,
                await attributions.OfAsync(
                    session, $"select distinct unnest(f.sources) from {known.FactsInForce} where {conditions}", conditions.Values, ct),
                page.Next(_ => Cursor.Of(known, $"{(after?.Value ?? 0) + counts.Count}"))), Columns, known);
        }, ct);
    }
}
