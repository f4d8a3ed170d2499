using EventPlatform.Contracts;
using EventPlatform.Hosting;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace EventPlatform.EventStore.DeadLetters;

/// <summary>Letters that have everything that is given here; all if nothing is.</summary>
/// <param name="Cause">As a group shows it.</param>
internal sealed record MeantLetters(
    Guid? Id = null, string? Feed = null, string? Source = null, string? Type = null, string? Reason = null, string? Cause = null);

/// <param name="Count">How many letters were shown for the filter.</param>
/// <param name="Comment">Why: kept in the audit.</param>
/// <param name="After">Of a redrive that goes on: the <c>after</c> of the answer before.</param>
internal sealed record BatchRequest(MeantLetters? Filter, long Count, string? Comment, Guid? After = null);

/// <param name="Changed">Letters that were archived, or that wait again.</param>
internal sealed record BatchAnswer(long Changed);

/// <param name="Failed">They wait on, with the attempt noted.</param>
/// <param name="After">Send it with the next request, with <c>remaining</c> as the count; null if there are no more.</param>
/// <param name="Remaining">Letters of the filter that were not tried yet.</param>
internal sealed record BatchRedriven(long Stored, long Duplicate, long Failed, Guid? After, long Remaining);

/// <summary>
/// <c>POST /v1/dead-letters/redrive</c>, <c>…/archive</c> and <c>…/restore</c>:
/// all letters of a filter, if they are as many as the request says.
/// </summary>
internal static class LetterBatchEndpoint
{
    private const int StepSize = 100;
    private const int MaxComment = 500;
    private const string Changed = "The number of letters has changed";
    private const string NotSound = "The request is not valid";
    private const string SendThis = "Send {\"filter\": {…}, \"count\": how many were shown, \"comment\": why}.";
    private const string Order =
        """{"filter":{"feed":"press","cause":"position … holds other content under the same source and id"}""" +
        ""","count":12,"comment":"the feed has corrected them"}""";

    public static void MapLetterBatches(this IEndpointRouteBuilder app)
    {
        app.MapPost("/v1/dead-letters/redrive", Redrive).RequireKey(Role.Ops)
            .WithSummary("Puts up to 100 waiting letters of a filter into the log, oldest first")
            .WithDescription(
                "Ask again with 'after' and 'remaining' of the answer until there is no 'after'. " +
                "Each letter is redriven wholly and once, or not at all.")
            .TakesBody(Order)
            .Answers<BatchRedriven>("""{"stored":11,"duplicate":1,"failed":0,"after":null,"remaining":0}""")
            .RefusesBatches();
        app.MapPost("/v1/dead-letters/archive", Archive).RequireKey(Role.Ops)
            .WithSummary("Puts waiting letters of a filter away; one that fails again comes back")
            .TakesBody(Order).Answers<BatchAnswer>("""{"changed":12}""").RefusesBatches();
        app.MapPost("/v1/dead-letters/restore", Restore).RequireKey(Role.Ops).WithSummary("Lets archived letters of a filter wait again")
            .TakesBody(Order).Answers<BatchAnswer>("""{"changed":12}""").RefusesBatches();
    }

    private static RouteHandlerBuilder RefusesBatches(this RouteHandlerBuilder endpoint) => endpoint
        .Refuses(StatusCodes.Status400BadRequest, NotSound, SendThis, """{"errors":[{"pointer":"/comment","detail":"is required"}]}""")
        .Refuses(StatusCodes.Status409Conflict, Changed, HowMany(14, 12), """{"count":14}""");

    private static async Task<IResult> Redrive(
        BatchRequest request, HttpContext http, LetterBatch batch, DeadLetterStore letters, Redrive redrive,
        NpgsqlDataSource dataSource, TimeProvider time, CancellationToken ct)
    {
        if (Problem(request) is { } problem) return problem;
        var order = Ordered(request, http);
        var filter = order.Filter with { State = LetterState.Waiting };
        var found = await batch.CountAsync(filter, request.After, ct);
        if (found != order.Count) return Refused(found, order.Count);

        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var outcomes = new Dictionary<string, long>(StringComparer.Ordinal);
        var ids = await batch.NextAsync(filter, request.After, StepSize, ct);
        foreach (var id in ids)
        {
            var outcome = await RedriveOneAsync(id, letters, redrive, order.Actor, today, ct);
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        }

        await NoteAsync(dataSource, order, outcomes, ct);
        var remaining = ids.Count < StepSize ? 0 : await batch.CountAsync(filter, ids[^1], ct);
        return TypedResults.Ok(new BatchRedriven(Of("stored"), Of("duplicate"), Of("failed"), remaining > 0 ? ids[^1] : null, remaining));

        long Of(string outcome) => outcomes.GetValueOrDefault(outcome);
    }

    private static async Task<string> RedriveOneAsync(
        Guid id, DeadLetterStore letters, Redrive redrive, Actor actor, DateOnly today, CancellationToken ct) =>
        await letters.FindAsync(id, ct) is { } letter && RedrivableReport.Of(letter, edited: null, today).Report is { } report
            ? (await redrive.RunAsync(letter, report, actor, ct)).Outcome
            : "failed";

    private static async Task NoteAsync(
        NpgsqlDataSource dataSource, BatchOrder order, Dictionary<string, long> outcomes, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await Audit.NoteAsync(transaction, order.Actor, "dead-letters-redriven",
            new { order.Filter, order.Count, order.Comment, outcomes }, ct);
        await transaction.CommitAsync(ct);
    }

    private static async Task<IResult> Archive(BatchRequest request, HttpContext http, LetterBatch batch, CancellationToken ct) =>
        Problem(request) is { } problem ? problem : Answer(await batch.ArchiveAsync(Ordered(request, http), ct), request.Count);

    private static async Task<IResult> Restore(BatchRequest request, HttpContext http, LetterBatch batch, CancellationToken ct) =>
        Problem(request) is { } problem ? problem : Answer(await batch.RestoreAsync(Ordered(request, http), ct), request.Count);

    private static IResult Answer(BatchResult result, long expected) =>
        result.IsDone ? TypedResults.Ok(new BatchAnswer(result.Matched)) : Refused(result.Matched, expected);

    private static BatchOrder Ordered(BatchRequest request, HttpContext http)
    {
        var meant = request.Filter ?? new();
        return new(
            new(meant.Id, meant.Feed, meant.Source, null, meant.Type, meant.Reason, meant.Cause),
            request.Count, request.Comment!.Trim(), Actor.Of(http));
    }

    private static ProblemHttpResult? Problem(BatchRequest request)
    {
        var errors = new List<object>();
        if (string.IsNullOrWhiteSpace(request.Comment)) errors.Add(new { pointer = "/comment", detail = "is required" });
        else if (request.Comment.Length > MaxComment)
            errors.Add(new { pointer = "/comment", detail = $"must have at most {MaxComment} characters" });
        else if (UnreadableText.ProblemOf(request.Comment) is { } unreadable) errors.Add(new { pointer = "/comment", detail = unreadable });
        if (request.Count < 1) errors.Add(new { pointer = "/count", detail = "must be a whole number from 1" });
        var meant = request.Filter ?? new();
        (string Name, string? Text)[] texts =
            [("feed", meant.Feed), ("source", meant.Source), ("type", meant.Type), ("reason", meant.Reason), ("cause", meant.Cause)];
        foreach (var (name, text) in texts)
        {
            if (text is not null && UnreadableText.ProblemOf(text) is { } problem)
                errors.Add(new { pointer = $"/filter/{name}", detail = problem });
        }

        return errors.Count == 0 ? null : Refused(StatusCodes.Status400BadRequest, NotSound, SendThis, ("errors", errors));
    }

    private static ProblemHttpResult Refused(long found, long expected) =>
        Refused(StatusCodes.Status409Conflict, Changed, HowMany(found, expected), ("count", found));

    private static string HowMany(long found, long expected) =>
        $"The filter matches {found} letters now, and the request is for {expected}. Look at them again.";

    private static ProblemHttpResult Refused(int status, string title, string detail, params (string Name, object Value)[] more) =>
        TypedResults.Problem(title: title, detail: detail, statusCode: status,
            extensions: more.Select(extension => KeyValuePair.Create(extension.Name, (object?)extension.Value)));
}
