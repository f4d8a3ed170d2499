using EventPlatform.EventStore.Timeline;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Hosting.Http;
using EventPlatform.Hosting.Health;
using EventPlatform.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EventPlatform.EventStore.Access;

/// <summary>
/// Keeps this process's directory of keys and feeds in sync with Postgres, and returns it to the other services at <c>GET /v1/access</c>.
/// While Postgres is unavailable, the last copy is used.
/// </summary>
internal sealed class AccessRefresh(
    AccessStore store, AccessDirectory directory, RefusedKeys refused, RefusalAudit audit, TimeProvider time)
    : BackgroundService, IHealthCheck
{
    private readonly SemaphoreSlim oneAtATime = new(1, 1);
    private volatile AccessSnapshot? last;
    private volatile string problem = "keys and feeds have not been read from Postgres yet";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/access", Get).RequireKey(Role.Service).WithName("getAccess")
            .WithSummary("All valid keys, as hashes, and all feeds; for requests between services")
            .Answers<AccessSnapshot>("""{"keys":[],"feeds":[]}""")
            .Refuses(StatusCodes.Status503ServiceUnavailable, NotKnown, NotKnownDetail);
    }

    private const string NotKnown = "Keys and feeds are not known yet";
    private const string NotKnownDetail = "Keys and feeds have not been read from Postgres yet.";

    private static IResult Get(HttpRequest request, AccessRefresh refresh, ServiceChanges changes)
    {
        if (ServiceState.Read(request.Headers) is { } state) changes.See(state);
        if (refresh.last is { } snapshot) return TypedResults.Ok(snapshot);
        request.HttpContext.Response.Headers.RetryAfter = "1";
        return Problems.Of(StatusCodes.Status503ServiceUnavailable, NotKnown, NotKnownDetail);
    }

    /// <summary>
    /// Refreshes after a change in this process. Refreshes run one at a time, because an older read must not replace a newer one.
    /// </summary>
    public async Task NowAsync(CancellationToken ct)
    {
        await oneAtATime.WaitAsync(ct);
        try
        {
            last = await store.SnapshotAsync(ct);
            directory.Replace(last);
            problem = "";
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    public override void Dispose()
    {
        oneAtATime.Dispose();
        base.Dispose();
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult((last, problem) switch
        {
            (null, var why) => HealthCheckResult.Unhealthy(why),
            (_, { Length: > 0 } why) => HealthCheckResult.Degraded($"the last copy of keys and feeds is in use: {why}"),
            _ => HealthCheckResult.Healthy(),
        });

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        directory.AwaitSnapshot();
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        do
        {
            try
            {
                if (last is null) await store.CreateSchemaAsync(stoppingToken);
                await NowAsync(stoppingToken);
                await refused.HandOverAsync(taken => audit.NoteAsync(new("EventStore", taken), stoppingToken));
            }
            catch (Exception e) when (PostgresOutage.Caused(e))
            {
                problem = PostgresOutage.Describe(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
