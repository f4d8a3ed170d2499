using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Projections.Generations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EventPlatform.Projections.Parking;

/// <param name="Group">What its records have in common: the type, and what has to be equal.</param>
/// <param name="Position">Of the report from which on its facts stay as they were.</param>
/// <param name="Error">Why the fold failed.</param>
internal sealed record ParkedAnswer(
    string Group, string? Company, long Position, DateTimeOffset RecordedTime, string Source, string Id, string Error);

internal sealed record ParkedPage(IReadOnlyList<ParkedAnswer> Items);

/// <summary>
/// <c>GET /v1/parked</c>: groups of records whose fold failed, and those that touched them. <c>POST /v1/parked/redrive</c> folds the log
/// anew into another generation, with the program as it is now, and serves that when it has caught up: only a whole fold leaves no trace of
/// what was held up.
/// </summary>
internal static class ParkedEndpoint
{
    public static void MapParked(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/parked", List).RequireKey(Role.Observer)
            .WithSummary("Groups whose facts stay as they were, since a fold of them failed").Answers<ParkedPage>(
                """
                {"items":[{"group":"ProductShipped\nacme\nroadster\n\nShipped\nCumulative\n2019-06-18/2019-06-18","company":"acme",
                  "position":17,"recordedTime":"2019-11-13T08:00:00Z",
                  "source":"/feeds/press","id":"17","error":"Object reference not set to an instance of an object."}]}
                """);
        app.MapPost("/v1/parked/redrive", Redrive).RequireKey(Role.Ops)
            .WithSummary("Folds the log anew beside what is served, and serves that when it has caught up")
            .Answers<GenerationAnswer>(
                """{"number":2,"state":"building","position":0,"last":0,"promoteWhenReady":true}""", StatusCodes.Status202Accepted)
            .Refuses(StatusCodes.Status409Conflict, "Nothing is parked", "There is nothing to fold anew.");
    }

    /// <summary>An observer sees the type of a group, and not what its reports say.</summary>
    private static async Task<Ok<ParkedPage>> List(HttpContext http, ParkedGroups parked, CancellationToken ct)
    {
        var all = await parked.ListAsync(ct);
        if (http.User.IsInRole(nameof(Role.Ops))) return TypedResults.Ok(new ParkedPage(all));
        return TypedResults.Ok(new ParkedPage(
            [.. all.Select(one => one with { Group = one.Group.Split('\n')[0], Company = null, Error = "hidden" })]));
    }

    private static async Task<IResult> Redrive(HttpContext http, ParkedGroups parked, GenerationStore generations, CancellationToken ct) =>
        await parked.CountAsync(ct) == 0
            ? TypedResults.Problem(
                title: "Nothing is parked", detail: "There is nothing to fold anew.", statusCode: StatusCodes.Status409Conflict)
            : await GenerationsEndpoint.BeginAsync(promoteWhenReady: true, http, "parked-redriven", generations, ct);
}
