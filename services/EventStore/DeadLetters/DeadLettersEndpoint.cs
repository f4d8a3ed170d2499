using System.Globalization;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;

namespace EventPlatform.EventStore.DeadLetters;

/// <summary>
/// <c>GET /v1/dead-letters?feed=&amp;source=&amp;state=&amp;limit=&amp;cursor=</c>, newest first; <c>GET /v1/dead-letters/{id}</c>;
/// <c>POST /v1/dead-letters/{id}/redrive</c>.
/// </summary>
internal static class DeadLettersEndpoint
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;
    private const string InvalidQuery = "The query string is not valid";
    private const string InvalidQueryDetail = "Each error names a parameter and what would be right.";
    private const string ExampleId = "0199c0de-0000-7000-8000-000000000000";
    private const string Example =
        $$"""
        {"id":"{{ExampleId}}","state":"waiting","feed":"press","source":"/feeds/press","reportId":"round-1@1","type":"FundingRaised","reason":"conflicting-duplicate",
         "error":"position 7 holds other content under the same source and id","attempts":1,"firstAt":"2026-11-23T07:04:05.123456+00:00","lastAt":"2026-11-23T07:04:05.123456+00:00",
         "position":null,"edited":false,"hash":"9e17","payload":"{}","redrives":[]}
        """;
    private static readonly string[] Known = ["feed", "source", "state", "limit", "cursor"];

    public static void MapDeadLetters(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/dead-letters", List).RequireKey(Role.Ops).WithSummary("Reports that could not be stored, newest first")
            .Takes("feed", "Of this feed.").Takes("source", "With this CloudEvents source.").Takes("state", "In this state.", choices: ["waiting", "stored", "duplicate"])
            .TakesNumber("limit", $"How many at most; {DefaultLimit} unless given.", null, 1, MaxLimit).Takes("cursor", "The 'next' of the page before.")
            .Answers<Page<DeadLetter>>($$"""{"items":[{{Example}}]}""")
            .Refuses(StatusCodes.Status400BadRequest, InvalidQuery, InvalidQueryDetail, """{"errors":[{"parameter":"state","detail":"must be waiting, stored or duplicate"}]}""");
        app.MapGet("/v1/dead-letters/{id:guid}", Get).RequireKey(Role.Ops).WithSummary("One of them")
            .Describes("id", "The dead letter's id.", ExampleId).Answers<DeadLetter>(Example).RefusesUnknown();
        app.MapPost("/v1/dead-letters/{id:guid}/redrive", RedriveEndpoint.Post).RequireKey(Role.Ops).WithSummary("Puts its report into the log, as it came or with mended data")
            .WithDescription("Without a body as it came; with {\"data\": …} with that data.").Describes("id", "The dead letter's id.", ExampleId).Answers<DeadLetter>(Example).RefusesUnknown()
            .Refuses(StatusCodes.Status400BadRequest, "The report is not valid", "Nothing was changed. Each error names a field by JSON Pointer and what would be right.",
                """{"errors":[{"pointer":"/data/on","detail":"is required"}]}""")
            .Refuses(StatusCodes.Status409Conflict, "The dead letter was redriven before", "Its report is stored at position 12.", """{"state":"stored","position":12}""")
            .Refuses(StatusCodes.Status413PayloadTooLarge, "The body is too large", "A report may have at most 262144 bytes.")
            .Refuses(StatusCodes.Status422UnprocessableEntity, "The report could not be stored this time either", "The dead letter waits on, with this attempt noted.",
                """{"error":"position 7 holds other content under the same source and id"}""");
    }

    private static RouteHandlerBuilder RefusesUnknown(this RouteHandlerBuilder endpoint) =>
        endpoint.Refuses(StatusCodes.Status404NotFound, "No such dead letter", $"There is no dead letter {ExampleId}: GET /v1/dead-letters lists them.");

    public static IResult NotFound(Guid id) => TypedResults.Problem(title: "No such dead letter", statusCode: StatusCodes.Status404NotFound,
        detail: $"There is no dead letter {id}: GET /v1/dead-letters lists them.");

    private static async Task<IResult> Get(Guid id, DeadLetterStore letters, CancellationToken ct) =>
        await letters.FindAsync(id, ct) is { } letter ? TypedResults.Ok(letter) : NotFound(id);

    private static async Task<IResult> List(HttpRequest request, DeadLetterStore letters, AccessDirectory directory, CancellationToken ct)
    {
        var errors = new List<object>();
        var feed = Read("feed", text => directory.FindFeed(text)?.Name, "must be the name of a feed: GET /v1/feeds lists them");
        var source = Read("source", text => text.Contains('\0', StringComparison.Ordinal) ? null : text, "must not contain U+0000");
        var state = Read<LetterState?>("state", text => Enum.TryParse<LetterState>(text, ignoreCase: true, out var read) && !char.IsAsciiDigit(text[0]) ? read : null,
            "must be waiting, stored or duplicate");
        var limit = Read<int?>("limit", text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var read) && read is > 0 and <= MaxLimit ? read : null,
            $"must be a whole number from 1 to {MaxLimit}");
        var cursor = Read<Guid?>("cursor", text => Guid.TryParse(text, out var read) ? read : null, "must be the 'next' of an earlier page");
        errors.AddRange(request.Query.Keys.Where(name => !Known.Contains(name)).Select(name => Error(name, $"is not known here: there are {string.Join(", ", Known)}")));
        return errors.Count == 0
            ? TypedResults.Ok(await letters.ListAsync(new(feed, source, state, cursor, limit ?? DefaultLimit), ct))
            : TypedResults.Problem(title: InvalidQuery, detail: InvalidQueryDetail,
                statusCode: StatusCodes.Status400BadRequest, extensions: [KeyValuePair.Create("errors", (object?)errors)]);

        T? Read<T>(string name, Func<string, T?> read, string expected)
        {
            if (request.Query[name] is not [{ Length: > 0 } text]) return default;
            var value = read(text);
            if (value is null) errors.Add(Error(name, expected));
            return value;
        }
    }

    private static object Error(string parameter, string detail) => new { parameter, detail };
}
