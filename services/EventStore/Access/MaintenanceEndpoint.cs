using EventPlatform.Contracts;
using EventPlatform.Hosting;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EventPlatform.EventStore.Access;

/// <param name="Maintenance">Null if maintenance is off.</param>
internal sealed record MaintenanceAnswer(Maintenance? Maintenance);

/// <param name="Reason">The reason that is shown to feeds whose posts are refused.</param>
internal sealed record MaintenanceRequest(string? Reason);

/// <summary>
/// <c>GET</c>, <c>PUT</c> and <c>DELETE /v1/maintenance</c>: while maintenance is on, Ingestion answers posts with 503 and Retry-After.
/// Everything else continues.
/// </summary>
internal static class MaintenanceEndpoint
{
    private const int MaxReason = 200;
    private const string Example =
        """{"maintenance":{"since":"2026-11-23T07:04:05.123456+00:00","who":"ops","reason":"the disk is replaced"}}""";
    private const string NotSound = "The reason is not valid";
    private const string SendThis = "Send {\"reason\": …} with 1 to 200 characters. Feeds whose posts are refused see it.";

    public static void MapMaintenance(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/maintenance", Get).RequireKey(Role.Observer).WithName("getMaintenance")
            .WithSummary("Whether maintenance is on")
            .Answers<MaintenanceAnswer>("""{"maintenance":null}""");
        app.MapPut("/v1/maintenance", TurnOn).RequireKey(Role.Ops).WithName("turnMaintenanceOn")
            .WithSummary("Stops Ingestion from accepting events, within 5 seconds; everything else continues")
            .TakesBody("""{"reason":"the disk is replaced"}""").Answers<MaintenanceAnswer>(Example)
            .Refuses(StatusCodes.Status400BadRequest, NotSound, SendThis);
        app.MapDelete("/v1/maintenance", TurnOff).RequireKey(Role.Ops).WithName("turnMaintenanceOff")
            .WithSummary("Lets Ingestion accept events again, within 5 seconds")
            .Answers<MaintenanceAnswer>("""{"maintenance":null}""");
    }

    private static async Task<Ok<MaintenanceAnswer>> Get(AccessStore store, CancellationToken ct) =>
        TypedResults.Ok(new MaintenanceAnswer(await store.MaintenanceAsync(ct)));

    private static async Task<IResult> TurnOn(
        MaintenanceRequest request, HttpContext http, MaintenanceSwitch maintenance,
        AccessStore store, AccessRefresh refresh, CancellationToken ct)
    {
        if (request.Reason?.Trim() is not { Length: > 0 and <= MaxReason } reason
            || UnreadableText.ProblemOf(reason) is not null || reason.Any(char.IsControl))
            return TypedResults.Problem(title: NotSound, detail: SendThis, statusCode: StatusCodes.Status400BadRequest);
        await maintenance.TurnOnAsync(Actor.Of(http), reason, ct);
        await refresh.NowAsync(ct);
        return await Get(store, ct);
    }

    private static async Task<IResult> TurnOff(
        HttpContext http, MaintenanceSwitch maintenance, AccessStore store, AccessRefresh refresh, CancellationToken ct)
    {
        await maintenance.TurnOffAsync(Actor.Of(http), ct);
        await refresh.NowAsync(ct);
        return await Get(store, ct);
    }
}
