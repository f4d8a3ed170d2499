using System.Text.Json.Serialization;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Hosting.Http;
using EventPlatform.Projections.Generations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace EventPlatform.Projections.Parking;

/// <param name="Group">The common part of its records: the type and everything that must be equal, or <c>record</c> with source and
/// key.</param>
/// <param name="Position">The position of the report from which on its facts do not change.</param>
/// <param name="Type">The type of that report.</param>
/// <param name="Error">The reason why the fold failed.</param>
internal sealed record ParkedAnswer(
    string Group, string? Company, long Position, string Type, DateTimeOffset RecordedTime, string Source, string Id, string Error);

internal sealed record ParkedPage(IReadOnlyList<ParkedAnswer> Items);

/// <param name="Count">The number of parked groups that was shown.</param>
/// <param name="Comment">The reason, which the audit keeps.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ParkedRedriveRequest(long Count, string? Comment);

/// <summary>
/// <c>GET /v1/parked</c>: groups of records whose fold failed, and those that touched them. <c>POST /v1/parked/redrive</c> folds the log
/// again into another generation, with the current version of the program, and promotes it when it has caught up: only a complete fold
/// leaves no trace of the parking.
/// </summary>
internal static class ParkedEndpoint
{
    private const string Nothing = "Nothing is parked";
    private const string NothingDetail = "There is nothing to fold again.";
    private const string Changed = "The number of parked groups has changed";
    private const string NotSound = "The request is not valid";
    private const string SendThis = "Send {\"count\": the number that GET /v1/parked shows, \"comment\": the reason}.";

    public static void MapParked(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/parked", List).RequireKey(Role.Observer).WithName("listParkedGroups")
            .WithSummary("Groups whose facts are frozen, because a fold of them failed").Answers<ParkedPage>(
                """
                {"items":[{"group":"ProductShipped\nacme\nroadster\n\nShipped\nCumulative\n2019-06-18/2019-06-18","company":"acme",
                  "position":17,"type":"ProductShipped","recordedTime":"2019-11-13T08:00:00Z",
                  "source":"/feeds/press","id":"17","error":"Object reference not set to an instance of an object."}]}
                """);
        app.MapPost("/v1/parked/redrive", Redrive).RequireKey(Role.Ops).WithName("redriveParkedGroups")
            .WithSummary("Folds the log again into a new generation, and promotes it when it has caught up")
            .TakesBody("""{"count":1,"comment":"version 1.4.2 can read these reports"}""")
            .Answers<GenerationAnswer>(
                """{"number":2,"state":"building","position":0,"last":0,"promoteWhenReady":true}""", StatusCodes.Status202Accepted)
            .Heads(StatusCodes.Status202Accepted, HeaderNames.Location, GenerationsEndpoint.WhereItIs)
            .Refuses(StatusCodes.Status400BadRequest, NotSound, SendThis, """{"errors":[{"pointer":"/comment","detail":"is required"}]}""")
            .Refuses(StatusCodes.Status409Conflict, Nothing, NothingDetail)
            .Refuses(StatusCodes.Status409Conflict, Changed, HowMany(2, 1), """{"count":2}""")
            .Refuses(StatusCodes.Status409Conflict, GenerationsEndpoint.OneIsBuilt, GenerationsEndpoint.OneIsBuiltDetail);
    }

    /// <summary>Lists the groups. An observer sees the type of a group, but not the content of its reports.</summary>
    private static async Task<Ok<ParkedPage>> List(HttpContext http, ParkedGroups parked, CancellationToken ct)
    {
        var all = await parked.ListAsync(ct);
        if (http.User.IsInRole(nameof(Role.Ops))) return TypedResults.Ok(new ParkedPage(all));
        return TypedResults.Ok(new ParkedPage(
            [.. all.Select(one => one with { Group = one.Group.Split('\n')[0], Company = null, Error = "hidden" })]));
    }

    private static async Task<IResult> Redrive(
        ParkedRedriveRequest request, HttpContext http, ParkedGroups parked, GenerationStore generations, CancellationToken ct)
    {
        var errors = new List<object>();
        if (request.Count < 1) errors.Add(new { pointer = "/count", detail = "must be a whole number from 1" });
        if (AuditComment.ProblemOf(request.Comment) is { } wrong) errors.Add(new { pointer = "/comment", detail = wrong });
        if (errors.Count > 0) return Problems.Of(StatusCodes.Status400BadRequest, NotSound, SendThis, ("errors", errors));

        var count = await parked.CountAsync(ct);
        if (count == 0) return Problems.Of(StatusCodes.Status409Conflict, Nothing, NothingDetail);
        if (count != request.Count)
            return Problems.Of(StatusCodes.Status409Conflict, Changed, HowMany(count, request.Count), ("count", count));
        return await GenerationsEndpoint.BeginAsync(
            promoteWhenReady: true, http, "parked-redriven", generations, ct, request.Comment!.Trim());
    }

    private static string HowMany(long found, long expected) =>
        $"{found} groups are parked, and the request is for {expected}. Look at them again.";
}
