using EventPlatform.Hosting;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;

namespace EventPlatform.EventStore.DeadLetters;

internal sealed record LetterCount(long Count);

/// <summary>
/// <c>GET /v1/dead-letters?feed=&amp;source=&amp;state=&amp;limit=&amp;cursor=</c>, newest first;
/// <c>GET /v1/dead-letters/groups</c>, grouped by cause;
/// <c>GET /v1/dead-letters/{id}</c>; <c>POST /v1/dead-letters/{id}/redrive</c>.
/// </summary>
internal static class DeadLettersEndpoint
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;
    private static readonly string[] States = ["waiting", "stored", "duplicate", "archived"];
    private static readonly string[] Reasons = ["bad-data", "conflicting-duplicate"];
    private const string ExampleId = "0199c0de-0000-7000-8000-000000000000";
    private const string Example =
        $$"""
        {"id":"{{ExampleId}}","state":"waiting","feed":"press","source":"/feeds/press","reportId":"round-1@1","type":"FundingRaised",
        """ +
        """
        "reason":"conflicting-duplicate",
         "error":"position 7 holds other content under the same source and id","attempts":1,
        """ +
        """
        "firstAt":"2026-11-23T07:04:05.123456+00:00","lastAt":"2026-11-23T07:04:05.123456+00:00",
         "position":null,"edited":false,"hash":"9e17","payload":"{}","redrives":[]}
        """;

    private const string GroupExample =
        """
        {"reason":"conflicting-duplicate","type":"FundingRaised","feed":"press",
        """ +
        $$"""
        "cause":"position … holds other content under the same source and id","count":12,
         "firstAt":"2026-11-23T07:04:05.123456+00:00","lastAt":"2026-11-23T09:10:11.123456+00:00","lastHour":3,"exampleId":"{{ExampleId}}"}
        """;

    public static void MapDeadLetters(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/dead-letters", List).RequireKey(Role.Observer).WithName("listDeadLetters")
            .WithSummary("Reports that could not be stored, newest first")
            .TakesFilter().TakesPage(DefaultLimit, MaxLimit)
            .Answers<Page<DeadLetter>>($$"""{"items":[{{Example}}]}""")
            .Changes(operation => operation.RefuseParameters("state", $"must be one of {string.Join(", ", States)}"));
        app.MapGet("/v1/dead-letters/groups", Groups).RequireKey(Role.Observer).WithName("groupDeadLetters")
            .WithSummary("Dead letters grouped by cause, the largest group first")
            .TakesFilter().TakesLimit(DefaultLimit, MaxLimit).Answers<Page<LetterGroup>>($$"""{"items":[{{GroupExample}}]}""")
            .Changes(operation => operation.RefuseParameters("state", $"must be one of {string.Join(", ", States)}"));
        app.MapGet("/v1/dead-letters/count", Count).RequireKey(Role.Observer).WithName("countDeadLetters")
            .WithSummary("The number of dead letters")
            .TakesFilter().Answers<LetterCount>("""{"count":12}""")
            .Changes(operation => operation.RefuseParameters("state", $"must be one of {string.Join(", ", States)}"));
        app.MapLetterBatches();
        app.MapGet("/v1/dead-letters/{id:guid}", Get).RequireKey(Role.Observer).WithName("getDeadLetter").WithSummary("One dead letter")
            .Describes("id", "The dead letter's id.", ExampleId).Answers<DeadLetter>(Example).RefusesUnknown();
        app.MapPost("/v1/dead-letters/{id:guid}/redrive", RedriveEndpoint.Post).RequireKey(Role.Ops).WithName("redriveDeadLetter")
            .WithSummary("Stores its report in the log, as it arrived or with corrected data")
            .WithDescription("Without a body, the report is stored as it arrived; with {\"data\": …}, it is stored with that data.")
            .Describes("id", "The dead letter's id.", ExampleId)
            .Answers<DeadLetter>(Example).RefusesUnknown()
            .Refuses(StatusCodes.Status400BadRequest, RedriveEndpoint.BodyNotValid, "Each error names a member of the body.",
                """{"errors":[{"pointer":"","detail":"must be empty, or a JSON object with nothing but the report's data in 'data'"}]}""")
            .Refuses(StatusCodes.Status422UnprocessableEntity, RedriveEndpoint.NoReport, RedriveEndpoint.NoReportDetail)
            .Refuses(StatusCodes.Status400BadRequest, "The report is not valid",
                "Nothing was changed. Each error names a field by JSON Pointer and what would be right.",
                """{"errors":[{"pointer":"/data/on","detail":"is required"}]}""")
            .Refuses(StatusCodes.Status409Conflict, "The dead letter was redriven before",
                "Its report is stored at position 12.", """{"state":"stored","position":12}""")
            .Refuses(StatusCodes.Status413PayloadTooLarge, "The body is too large", "A report may have at most 262144 bytes.")
            .Refuses(StatusCodes.Status422UnprocessableEntity, "The report could not be stored this time either",
                "The dead letter still waits, with this attempt recorded.",
                """{"error":"position 7 holds other content under the same source and id"}""");
    }

    private static RouteHandlerBuilder RefusesUnknown(this RouteHandlerBuilder endpoint) =>
        endpoint.Refuses(StatusCodes.Status404NotFound, "No such dead letter",
            $"There is no dead letter {ExampleId}: GET /v1/dead-letters lists them.");

    public static IResult NotFound(Guid id) => TypedResults.Problem(title: "No such dead letter", statusCode: StatusCodes.Status404NotFound,
        detail: $"There is no dead letter {id}: GET /v1/dead-letters lists them.");

    private static async Task<IResult> Get(Guid id, HttpContext http, DeadLetterStore letters, CancellationToken ct) =>
        await letters.FindAsync(id, ct) is { } letter ? TypedResults.Ok(For(http, letter)) : NotFound(id);

    private static DeadLetter For(HttpContext http, DeadLetter letter) => http.User.IsInRole(nameof(Role.Ops)) ? letter : letter.Masked();

    private static RouteHandlerBuilder TakesFilter(this RouteHandlerBuilder endpoint) => endpoint
        .Takes("feed", "Only letters of this feed.").Takes("source", "Only letters with this CloudEvents source.")
        .Takes("state", "Only letters in this state.", choices: States)
        .Takes("type", "Only letters of this report type.").Takes("reason", "Only letters with this reason.", choices: Reasons)
        .Takes("cause", "Only letters with this cause, as a group shows it.");

    private static async Task<IResult> List(HttpRequest request, DeadLetterStore letters, AccessDirectory directory, CancellationToken ct)
    {
        var parameters = new QueryParameters(request);
        var filter = Filter(parameters, directory);
        var limit = parameters.Limit(DefaultLimit, MaxLimit);
        var cursor = parameters.Checked<Guid?>("cursor", null, "must be the 'next' of an earlier page",
            text => Guid.TryParse(text, out var read) ? read : null);
        if (parameters.Problem() is { } problem) return problem;
        var page = await letters.ListAsync(filter, cursor, limit, ct);
        return TypedResults.Ok(page with { Items = [.. page.Items.Select(letter => For(request.HttpContext, letter))] });
    }

    private static async Task<IResult> Groups(HttpRequest request, LetterGroups groups, AccessDirectory directory, CancellationToken ct)
    {
        var parameters = new QueryParameters(request);
        var filter = Filter(parameters, directory);
        var limit = parameters.Limit(DefaultLimit, MaxLimit);
        if (parameters.Problem() is { } problem) return problem;
        var found = await groups.ListAsync(filter, limit, ct);
        return TypedResults.Ok(new Page<LetterGroup>(request.HttpContext.User.IsInRole(nameof(Role.Ops))
            ? found
            : [.. found.Select(group => group with { Cause = DeadLetter.ForObserver(group.Reason, group.Cause) })]));
    }

    private static async Task<IResult> Count(HttpRequest request, LetterBatch batch, AccessDirectory directory, CancellationToken ct)
    {
        var parameters = new QueryParameters(request);
        var filter = Filter(parameters, directory);
        return parameters.Problem() is { } problem
            ? problem
            : TypedResults.Ok(new LetterCount(await batch.CountAsync(filter, after: null, upTo: null, ct)));
    }

    private static LetterFilter Filter(QueryParameters parameters, AccessDirectory directory)
    {
        var feed = parameters.Checked<string?>("feed", null, "must be the name of a feed: GET /v1/feeds lists them",
            text => directory.FindFeed(text)?.Name);
        var state = parameters.OneOf("state", States);
        return new(null, feed, parameters.Text("source"), state is null ? null : Enum.Parse<LetterState>(state, ignoreCase: true),
            parameters.Text("type"), parameters.OneOf("reason", Reasons), parameters.Text("cause"));
    }
}
