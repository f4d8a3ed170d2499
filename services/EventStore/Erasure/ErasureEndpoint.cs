using System.Text.Json.Serialization;
using EventPlatform.Contracts;
using EventPlatform.Hosting;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Hosting.Http;

namespace EventPlatform.EventStore.Erasure;

/// <param name="Name">The name of a person. It is in the body because addresses are logged.</param>
/// <param name="Count">The number of reports and dead letters that were shown for the name; without it, they are only counted.</param>
/// <param name="Comment">The reason, which the audit keeps.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ErasureRequest(string? Name, long? Count = null, string? Comment = null);

/// <summary><c>POST /v1/erasures</c>: masks a person's name in the log and in the dead letters, permanently.</summary>
internal static class ErasureEndpoint
{
    private const int MaxName = 200;
    private const string NotSound = "The request is not valid";
    private const string SendThis =
        "Send {\"name\": …} to count, and {\"name\": …, \"count\": the number shown, \"comment\": the reason} to erase.";
    private const string Changed = "The number of reports has changed";

    public static void MapErasures(this IEndpointRouteBuilder app) => app.MapPost("/v1/erasures", Post)
        .RequireKey(Role.Ops).WithName("eraseName")
        .WithSummary("Masks a person's name in the log and in the dead letters, permanently")
        .WithDescription(
            "Without 'count', it only counts. The read tables contain the name until they are built anew and the old ones are discarded: " +
            "eventctl erase does all of it.")
        .TakesBody("""{"name":"Jane Doe","count":12,"comment":"her request of 2026-11-23"}""")
        .Answers<Erased>("""{"reports":11,"letters":1,"leftCount":0,"left":[],"position":31680}""")
        .Refuses(StatusCodes.Status400BadRequest, NotSound, SendThis,
            """{"errors":[{"pointer":"/name","detail":"must have three letters"}]}""")
        .Refuses(StatusCodes.Status409Conflict, Changed, HowMany(13, 12), """{"count":13}""");

    private static async Task<IResult> Post(ErasureRequest request, HttpContext http, ErasureStore erasures, CancellationToken ct)
    {
        var name = ErasedName.Of(request.Name);
        var errors = Errors(request, name).ToList();
        if (errors.Count > 0) return Problems.Of(StatusCodes.Status400BadRequest, NotSound, SendThis, ("errors", errors));
        var (found, done) = await erasures.RunAsync(name!, request.Count, request.Comment?.Trim(), Actor.Of(http), ct);
        if (request.Count is not { } expected) return TypedResults.Ok(found);
        if (done is not null) return TypedResults.Ok(done);
        var now = found.Reports + found.Letters;
        return Problems.Of(StatusCodes.Status409Conflict, Changed, HowMany(now, expected), ("count", now));
    }

    private static IEnumerable<object> Errors(ErasureRequest request, ErasedName? name)
    {
        if (request.Name is { } text && UnreadableText.ProblemOf(text) is { } unreadable)
            yield return new { pointer = "/name", detail = unreadable };
        else if (name is null || request.Name!.Length > MaxName)
            yield return new { pointer = "/name", detail = $"must have three letters, and at most {MaxName} characters" };
        if (request.Count is null) yield break;
        if (request.Count < 0) yield return new { pointer = "/count", detail = "must be a whole number from 0" };
        if (AuditComment.ProblemOf(request.Comment) is { } wrong) yield return new { pointer = "/comment", detail = wrong };
        else if (name?.IsIn(request.Comment!) is true)
            yield return new { pointer = "/comment", detail = "must not contain the name, because the audit keeps it" };
    }

    private static string HowMany(long found, long expected) =>
        $"The name is in {found} reports and dead letters now, and the request is for {expected}. Look at them again.";
}
