using System.Text.Json;
using System.Text.Json.Serialization;
using EventPlatform.Contracts;
using EventPlatform.Hosting;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Hosting.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EventPlatform.EventStore.DeadLetters;

/// <summary>A filter for letters: they must match all given members. An empty filter matches all letters.</summary>
/// <param name="Cause">The cause as a group shows it.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record MeantLetters(
    Guid? Id = null, string? Feed = null, string? Source = null, string? Type = null, string? Reason = null, string? Cause = null);

/// <param name="Count">The number of letters that were shown for the filter.</param>
/// <param name="Comment">The reason, which the audit keeps.</param>
/// <param name="Patch">For a redrive: a JSON Merge Patch (RFC 7396) for the data of each report.</param>
/// <param name="After">To continue a redrive: the <c>after</c> of the previous answer.</param>
/// <param name="UpTo">To continue a redrive: the <c>upTo</c> of the previous answer.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record BatchRequest(
    MeantLetters? Filter, long Count, string? Comment, JsonElement? Patch = null, Guid? After = null, Guid? UpTo = null);

/// <param name="Changed">The number of letters that were archived, or returned to waiting.</param>
internal sealed record BatchAnswer(long Changed);

/// <param name="Failed">The number of letters that failed. They still wait, with the attempt recorded.</param>
/// <param name="After">Send it with the next request, with <c>remaining</c> as the count; null if there are no more letters.</param>
/// <param name="UpTo">Send it with the next request. It excludes letters that arrived after the first request.</param>
/// <param name="Remaining">The number of letters that were not tried yet.</param>
internal sealed record BatchRedriven(long Stored, long Duplicate, long Failed, Guid? After, Guid? UpTo, long Remaining);

/// <summary>
/// <c>POST /v1/dead-letters/redrive</c>, <c>…/archive</c> and <c>…/restore</c>:
/// act on all letters of a filter, if their number is the one in the request.
/// </summary>
internal static class LetterBatchEndpoint
{
    private const string Changed = "The number of letters has changed";
    private const string NotSound = "The request is not valid";
    private const string SendThis = "Send {\"filter\": {…}, \"count\": the number shown, \"comment\": the reason}.";
    private const string Order =
        """{"filter":{"feed":"press","cause":"position … holds other content under the same source and id"}""" +
        ""","count":12,"comment":"the feed has corrected them"}""";

    private const string PatchOrder =
        """{"filter":{"feed":"press","type":"FundingRaised"},"count":12""" +
        ""","patch":{"amount":{"currency":"USD"}},"comment":"the feed meant dollars"}""";

    public static void MapLetterBatches(this IEndpointRouteBuilder app)
    {
        app.MapPost("/v1/dead-letters/redrive", Redrive).RequireKey(Role.Ops).WithName("redriveDeadLetters")
            .WithSummary("Redrives up to 100 waiting letters of a filter into the log, oldest first")
            .WithDescription(
                "Repeat the request with 'after', 'upTo' and, as the count, 'remaining' of the answer until there is no 'after'. " +
                "Each letter is redriven fully and once, or not at all. With 'patch', a JSON Merge Patch (RFC 7396), the data of each " +
                "report is changed before it is validated like a post; a report that is then not valid fails, and its letter still waits.")
            .TakesBody(PatchOrder)
            .Answers<BatchRedriven>(
                """
                {"stored":11,"duplicate":1,"failed":0,"after":null,"upTo":"0199c0de-0000-7000-8000-000000000000","remaining":0}
                """)
            .RefusesBatches();
        app.MapPost("/v1/dead-letters/archive", Archive).RequireKey(Role.Ops).WithName("archiveDeadLetters")
            .WithSummary("Archives waiting letters of a filter; a letter that fails again waits again")
            .TakesBody(Order).Answers<BatchAnswer>("""{"changed":12}""").RefusesBatches();
        app.MapPost("/v1/dead-letters/restore", Restore).RequireKey(Role.Ops).WithName("restoreDeadLetters")
            .WithSummary("Returns archived letters of a filter to waiting")
            .TakesBody(Order).Answers<BatchAnswer>("""{"changed":12}""").RefusesBatches();
    }

    private static RouteHandlerBuilder RefusesBatches(this RouteHandlerBuilder endpoint) => endpoint
        .Refuses(StatusCodes.Status400BadRequest, NotSound, SendThis, """{"errors":[{"pointer":"/comment","detail":"is required"}]}""")
        .Refuses(StatusCodes.Status409Conflict, Changed, HowMany(14, 12), """{"count":14}""");

    private static async Task<IResult> Redrive(BatchRequest request, HttpContext http, RedriveBatch batch, CancellationToken ct)
    {
        if (Problem(request, takesPatch: true) is { } problem) return problem;
        var step = await batch.RunAsync(Ordered(request, http), request.After, request.UpTo, ct);
        return step.IsDone
            ? TypedResults.Ok(new BatchRedriven(
                step.Stored, step.Duplicate, step.Failed, step.Remaining > 0 ? step.Last : null, step.UpTo, step.Remaining))
            : Refused(step.Matched, request.Count);
    }

    private static async Task<IResult> Archive(BatchRequest request, HttpContext http, LetterBatch batch, CancellationToken ct) =>
        Problem(request) is { } problem ? problem : Answer(await batch.ArchiveAsync(Ordered(request, http), ct), request.Count);

    private static async Task<IResult> Restore(BatchRequest request, HttpContext http, LetterBatch batch, CancellationToken ct) =>
        Problem(request) is { } problem ? problem : Answer(await batch.RestoreAsync(Ordered(request, http), ct), request.Count);

    private static IResult Answer(long matched, long expected) =>
        matched == expected ? TypedResults.Ok(new BatchAnswer(matched)) : Refused(matched, expected);

    private static BatchOrder Ordered(BatchRequest request, HttpContext http)
    {
        var meant = request.Filter ?? new();
        return new(
            new(meant.Id, meant.Feed, meant.Source, null, meant.Type, meant.Reason, meant.Cause),
            request.Count, request.Comment!.Trim(), Actor.Of(http), request.Patch);
    }

    private static ProblemHttpResult? Problem(BatchRequest request, bool takesPatch = false)
    {
        var errors = new List<object>();
        if (request.Patch is not null && !takesPatch) errors.Add(new { pointer = "/patch", detail = "only a redrive takes it" });
        else if (request.Patch is { ValueKind: not JsonValueKind.Object })
            errors.Add(new { pointer = "/patch", detail = "must be an object with the changes to the data" });
        if (AuditComment.ProblemOf(request.Comment) is { } wrong) errors.Add(new { pointer = "/comment", detail = wrong });
        if (request.Count < 1) errors.Add(new { pointer = "/count", detail = "must be a whole number from 1" });
        var meant = request.Filter ?? new();
        (string Name, string? Text)[] texts =
            [("feed", meant.Feed), ("source", meant.Source), ("type", meant.Type), ("reason", meant.Reason), ("cause", meant.Cause)];
        foreach (var (name, text) in texts)
        {
            if (text is not null && UnreadableText.ProblemOf(text) is { } problem)
                errors.Add(new { pointer = $"/filter/{name}", detail = problem });
        }

        return errors.Count == 0 ? null : Problems.Of(StatusCodes.Status400BadRequest, NotSound, SendThis, ("errors", errors));
    }

    private static ProblemHttpResult Refused(long found, long expected) =>
        Problems.Of(StatusCodes.Status409Conflict, Changed, HowMany(found, expected), ("count", found));

    private static string HowMany(long found, long expected) =>
        $"The filter matches {found} letters now, and the request is for {expected}. Look at them again.";
}
