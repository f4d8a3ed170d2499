using System.Text.Json.Serialization;
using EventPlatform.Contracts;
using EventPlatform.Hosting;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Hosting.Http;

namespace EventPlatform.EventStore.Tallies;

/// <param name="Sender">The sender as the list shows it.</param>
/// <param name="Missing">The number of missing reports that was shown.</param>
/// <param name="Comment">The reason, which the audit keeps.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record WriteOffRequest(string? Sender, long Missing, string? Comment);

/// <param name="WrittenOff">The number of reports that no longer count as missing.</param>
internal sealed record WriteOffAnswer(long WrittenOff);

/// <summary>
/// <c>GET /v1/tallies</c>: the outcomes of the reports of each sender. <c>POST /v1/tallies/write-off</c> acknowledges a loss.
/// </summary>
internal static class TalliesEndpoint
{
    private const string Changed = "The number of missing reports has changed";
    private const string NotSound = "The request is not valid";
    private const string SendThis =
        "Send {\"sender\": as GET /v1/tallies shows it, \"missing\": the number it shows, \"comment\": the reason}.";

    public static void MapTallies(this IEndpointRouteBuilder app)
    {
        app.MapRefusedEvents();
        app.MapGet("/v1/tallies", Get).RequireKey(Role.Observer).WithName("listTallies")
            .WithSummary("The outcomes of the reports of each feed and key, and the number of missing reports")
            .WithDescription(
                "accepted = stored + duplicate + conflicting + deadLettered + missing + writtenOff. " +
                "Reports that wait in RabbitMQ are not counted yet.")
            .Answers<Page<Tally>>(
                """
                {"items":[{"sender":"feed press","since":"2026-11-23T07:04:05.123456+00:00","accepted":123,"stored":117,"duplicate":2,
                 "conflicting":1,"deadLettered":0,"missing":3,"writtenOff":0,
                 "gaps":[{"reports":3,"after":"2026-11-23T09:00:00.123456+00:00","before":"2026-11-23T09:00:07.123456+00:00"}]}]}
                """);
        app.MapPost("/v1/tallies/write-off", WriteOff).RequireKey(Role.Ops).WithName("writeOffMissingReports")
            .WithSummary("Acknowledges that the missing reports of a sender are lost, or were sent again")
            .TakesBody("""{"sender":"feed press","missing":3,"comment":"a queue was purged; the feed has sent the hour again"}""")
            .Answers<WriteOffAnswer>("""{"writtenOff":3}""")
            .Refuses(StatusCodes.Status400BadRequest, NotSound, SendThis, """{"errors":[{"pointer":"/comment","detail":"is required"}]}""")
            .Refuses(StatusCodes.Status409Conflict, Changed, HowMany(5, 3), """{"missing":5}""");
    }

    private static async Task<Page<Tally>> Get(TallyStore tallies, CancellationToken ct) => new(await tallies.ListAsync(ct));

    private static async Task<IResult> WriteOff(WriteOffRequest request, HttpContext http, TallyStore tallies, CancellationToken ct)
    {
        var errors = new List<object>();
        if (string.IsNullOrEmpty(request.Sender)) errors.Add(new { pointer = "/sender", detail = "is required" });
        else if (UnreadableText.ProblemOf(request.Sender) is { } unreadable) errors.Add(new { pointer = "/sender", detail = unreadable });
        if (request.Missing < 1) errors.Add(new { pointer = "/missing", detail = "must be a whole number from 1" });
        if (AuditComment.ProblemOf(request.Comment) is { } wrong) errors.Add(new { pointer = "/comment", detail = wrong });
        if (errors.Count > 0) return Problems.Of(StatusCodes.Status400BadRequest, NotSound, SendThis, ("errors", errors));

        var missing = await tallies.WriteOffAsync(Actor.Of(http), request.Sender!, request.Missing, request.Comment!.Trim(), ct);
        return missing == request.Missing
            ? TypedResults.Ok(new WriteOffAnswer(missing))
            : Problems.Of(StatusCodes.Status409Conflict, Changed, HowMany(missing, request.Missing), ("missing", missing));
    }

    private static string HowMany(long found, long expected) =>
        $"{found} reports of the sender are missing, and the request is for {expected}. Look at them again.";
}
