using EventPlatform.Contracts;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Hosting.Http;
using EventPlatform.Storage;
using Microsoft.Net.Http.Headers;
using Npgsql;

namespace EventPlatform.Projections.Generations;

/// <param name="State"><c>served</c>; <c>building</c> until its tables and indexes exist and it has reached the end of the log; then
/// <c>ready</c> to be promoted; <c>other-version</c> if another version of the program created it.</param>
/// <param name="Position">The position up to which its tables are complete.</param>
/// <param name="Last">The position of the last report in the log.</param>
/// <param name="PromoteWhenReady">True if it is promoted as soon as it has caught up.</param>
internal sealed record GenerationAnswer(int Number, string State, long Position, long Last, bool PromoteWhenReady);

internal sealed record GenerationsAnswer(IReadOnlyList<GenerationAnswer> Items);

/// <param name="PromoteWhenReady">True to promote it as soon as it has caught up.</param>
internal sealed record GenerationRequest(bool PromoteWhenReady = false);

/// <summary>
/// Rebuilds beside the served generation: <c>POST /v1/generations</c> begins one from position 0, <c>GET</c> shows its progress, <c>POST
/// …/compare</c> compares it with the served one, <c>POST …/promote</c> serves it, <c>DELETE</c> discards one that is not served.
/// </summary>
internal static class GenerationsEndpoint
{
    private const string Example = """{"number":2,"state":"building","position":25000,"last":31679,"promoteWhenReady":false}""";
    public const string OneIsBuilt = "A generation is already being built";
    public const string OneIsBuiltDetail = "Promote or discard the newest generation first.";
    public const string WhereItIs = "The address of the list that shows its progress.";
    private const string NoSuch = "No such generation";
    private const string NoSuchDetail = "GET /v1/generations lists those that there are.";
    private const string Building = "The generation is still being built";
    private const string BuildingDetail = "Ask again when GET /v1/generations shows it as ready.";
    private const string OtherTables = "The tables have another version";
    private const string OtherTablesDetail =
        "Another version of the program created them, as before an upgrade. This version can neither compare nor continue them.";

    public static void MapGenerations(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/generations", List).RequireKey(Role.Observer).WithName("listGenerations")
            .WithSummary("The builds of the read tables, and which one is served")
            .Answers<GenerationsAnswer>(
                $$"""
                {"items":[{"number":1,"state":"served","position":31679,"last":31679,"promoteWhenReady":false},{{Example}}]}
                """);
        app.MapPost("/v1/generations", Begin).RequireKey(Role.Ops).WithName("beginGeneration")
            .WithSummary("Begins a rebuild of the read tables beside those that are served").TakesBody("""{"promoteWhenReady":false}""")
            .Answers<GenerationAnswer>(Example, StatusCodes.Status202Accepted)
            .Heads(StatusCodes.Status202Accepted, HeaderNames.Location, WhereItIs)
            .Refuses(StatusCodes.Status409Conflict, OneIsBuilt, OneIsBuiltDetail);
        app.MapPost("/v1/generations/{number:int}/compare", Compare).RequireKey(Role.Ops).WithName("compareGeneration")
            .WithSummary("Compares a generation with the served one, table by table")
            .Describes("number", "The generation's number.", "2")
            .Answers<ComparisonAnswer>(
                """
                {"generation":2,"served":1,"equal":true,"position":31679,
                 "tables":[{"table":"facts","rows":31679,"onlyHere":0,"onlyServed":0,"examples":[]}]}
                """)
            .Refuses(StatusCodes.Status404NotFound, NoSuch, NoSuchDetail).Refuses(StatusCodes.Status409Conflict, Building, BuildingDetail)
            .Refuses(StatusCodes.Status409Conflict, OtherTables, OtherTablesDetail)
            .Refuses(StatusCodes.Status409Conflict, "The generations are at different positions",
                "Both follow the log: ask again when they have caught up.");
        app.MapPost("/v1/generations/{number:int}/promote", Promote).RequireKey(Role.Ops).WithName("promoteGeneration")
            .WithSummary("Serves a generation from now on; the previous one continues beside it")
            .Describes("number", "The generation's number.", "2")
            .Answers<GenerationAnswer>(
                """{"number":2,"state":"served","position":31679,"last":31679,"promoteWhenReady":false}""")
            .Refuses(StatusCodes.Status404NotFound, NoSuch, NoSuchDetail).Refuses(StatusCodes.Status409Conflict, Building, BuildingDetail)
            .Refuses(StatusCodes.Status409Conflict, OtherTables, OtherTablesDetail)
            .Refuses(StatusCodes.Status409Conflict, "The generation has not caught up",
                "generation 2 is at position 25000, and what is served at 31679");
        app.MapDelete("/v1/generations/{number:int}", Discard).RequireKey(Role.Ops).WithName("discardGeneration")
            .WithSummary("Stops and drops a generation that is not served")
            .Describes("number", "The generation's number.", "2").Produces(StatusCodes.Status204NoContent)
            .Refuses(StatusCodes.Status404NotFound, NoSuch, NoSuchDetail)
            .Refuses(StatusCodes.Status409Conflict, "The generation is served", "Promote another generation first.");
    }

    private static async Task<IResult> List(GenerationStore generations, NpgsqlDataSource dataSource, CancellationToken ct)
    {
        var items = new List<GenerationAnswer>();
        foreach (var row in await generations.ListAsync(ct)) items.Add(await AnswerAsync(row, dataSource, ct));
        return TypedResults.Ok(new GenerationsAnswer(items));
    }

    private static Task<IResult> Begin(GenerationRequest? request, HttpContext http, GenerationStore generations, CancellationToken ct) =>
        BeginAsync(request?.PromoteWhenReady ?? false, http, "generation-begun", generations, ct);

    /// <param name="action">The action, for the audit.</param>
    /// <param name="comment">The operator's reason, for the audit.</param>
    public static async Task<IResult> BeginAsync(
        bool promoteWhenReady, HttpContext http, string action, GenerationStore generations, CancellationToken ct,
        string? comment = null) =>
        await generations.BeginAsync(promoteWhenReady, Actor.Of(http), action, ct, comment: comment) is { } begun
            ? TypedResults.Accepted("/v1/generations", new GenerationAnswer(begun.Number, "building", 0, 0, begun.PromoteWhenReady))
            : Problems.Of(StatusCodes.Status409Conflict, OneIsBuilt, OneIsBuiltDetail);

    private static async Task<IResult> Compare(
        int number, HttpContext http, GenerationStore generations, NpgsqlDataSource dataSource, CancellationToken ct)
    {
        var rows = await generations.ListAsync(ct);
        if (rows.All(row => row.Number != number)) return Problems.Of(StatusCodes.Status404NotFound, NoSuch, NoSuchDetail);
        var served = rows.Single(row => row.Served).Number;
        if (!(await Progress.OfAsync(dataSource, number, ct)).HasTables || !(await Progress.OfAsync(dataSource, served, ct)).HasTables)
            return Problems.Of(StatusCodes.Status409Conflict, Building, BuildingDetail);
        if (!await Comparison.IsPossibleAsync(dataSource, number, served, ct))
            return Problems.Of(StatusCodes.Status409Conflict, OtherTables, OtherTablesDetail);
        if (await Comparison.OfAsync(dataSource, number, served, ct) is not { } found)
            return Problems.Of(
                StatusCodes.Status409Conflict, "The generations are at different positions",
                "Both follow the log: ask again when they have caught up.");
        await Audit.NoteAsync(
            dataSource, Actor.Of(http), "generation-compared", new { number, found.Served, found.Equal, found.Position }, ct);
        return TypedResults.Ok(found);
    }

    private static async Task<IResult> Promote(
        int number, HttpContext http, GenerationStore generations, NpgsqlDataSource dataSource, CancellationToken ct)
    {
        if ((await generations.ListAsync(ct)).All(row => row.Number != number))
            return Problems.Of(StatusCodes.Status404NotFound, NoSuch, NoSuchDetail);
        if (await GenerationSchema.IsOfAnotherVersionAsync(dataSource, number, ct))
            return Problems.Of(StatusCodes.Status409Conflict, OtherTables, OtherTablesDetail);
        if (await Progress.OfAsync(dataSource, number, ct) is not { HasTables: true, HasIndexes: true })
            return Problems.Of(StatusCodes.Status409Conflict, Building, BuildingDetail);
        if (await generations.PromoteAsync(number, Actor.Of(http), ct) is { } why)
            return Problems.Of(StatusCodes.Status409Conflict, "The generation has not caught up", why);
        return TypedResults.Ok(await AnswerAsync((await generations.ListAsync(ct)).Single(row => row.Number == number), dataSource, ct));
    }

    private static async Task<IResult> Discard(int number, HttpContext http, GenerationStore generations, CancellationToken ct)
    {
        if ((await generations.ListAsync(ct)).FirstOrDefault(row => row.Number == number) is not { } row)
            return Problems.Of(StatusCodes.Status404NotFound, NoSuch, NoSuchDetail);
        return !row.Served && await generations.DiscardAsync(number, Actor.Of(http), ct)
            ? TypedResults.NoContent()
            : Problems.Of(StatusCodes.Status409Conflict, "The generation is served", "Promote another generation first.");
    }

    private static async Task<GenerationAnswer> AnswerAsync(GenerationRow row, NpgsqlDataSource dataSource, CancellationToken ct)
    {
        var build = await Progress.OfAsync(dataSource, row.Number, ct);
        var state = row.Served ? "served"
            : await GenerationSchema.IsOfAnotherVersionAsync(dataSource, row.Number, ct) ? "other-version"
            : build.IsReady ? "ready" : "building";
        return new(row.Number, state, build.Progress.Position, build.Progress.Last, row.PromoteWhenReady);
    }
}
