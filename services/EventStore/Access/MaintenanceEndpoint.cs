using EventPlatform.Contracts;
using EventPlatform.Hosting;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EventPlatform.EventStore.Access;

/// <param name="Maintenance">Null while it is off.</param>
internal sealed record MaintenanceAnswer(Maintenance? Maintenance);

/// <param name="Reason">Shown to feeds whose posts are refused.</param>
internal sealed record MaintenanceRequest(string? Reason);

/// <summary>
/// <c>GET</c>, <c>PUT</c> and <c>DELETE /v1/maintenance</c>: while it is on, Ingestion answers posts with 503 and Retry-After.
/// Everything else goes on.
/// </summary>
internal static class MaintenanceEndpoint
{
    private const int MaxReason = 200;
    private const string Example =
        """{"maintenance":{"since":"2026-11-23T07:04:05.123456+00:00","who":"ops","reason":"the disk is replaced"}}""";
    private const string NotSound = "The reason is not valid";
    private const string SendThis = "Send {\"reason\": …} with 1 to 200 characters: feeds whose posts are refused are shown it.";

    public static void MapMaintenance(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/maintenance", Get).RequireKey(Role.Observer).WithName("getMaintenance")
            .WithSummary("Whether Ingestion takes nothing at present")
            .Answers<MaintenanceAnswer>("""{"maintenance":null}""");
        app.MapPut("/v1/maintenance", TurnOn).RequireKey(Role.Ops).WithName("turnMaintenanceOn")
            .WithSummary("Lets Ingestion take nothing, within 5 seconds; everything else goes on")
            .TakesBody("""{"reason":"the disk is replaced"}""").Answers<MaintenanceAnswer>(Example)
            .Refuses(StatusCodes.Status400BadRequest, NotSound, SendThis);
        app.MapDelete("/v1/maintenance", TurnOff).RequireKey(Role.Ops).WithName("turnMaintenanceOff")
            .WithSummary("Lets Ingestion take events again, within 5 seconds")
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
