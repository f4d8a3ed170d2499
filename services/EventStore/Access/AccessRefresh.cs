using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace EventPlatform.EventStore.Access;

/// <summary>
/// Keeps this process's directory of keys and feeds as Postgres has it, and tells it to the other services at <c>GET /v1/access</c>. While Postgres is
/// away the last copy counts.
/// </summary>
internal sealed partial class AccessRefresh(AccessStore store, AccessDirectory directory, TimeProvider time, ILogger<AccessRefresh> log)
    : BackgroundService, IHealthCheck
{
    private volatile AccessSnapshot? last;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/access", IResult (AccessRefresh refresh) => refresh.last is { } snapshot
            ? TypedResults.Ok(snapshot)
            : TypedResults.Problem(title: "Not known yet", detail: "Keys and feeds were not read from Postgres yet.", statusCode: StatusCodes.Status503ServiceUnavailable))
            .RequireKey(Role.Service).WithSummary("All valid keys, as hashes, and all feeds: what services ask for among themselves").Answers<AccessSnapshot>("""{"keys":[],"feeds":[]}""");
        app.MapGet("/v1/audit", async (AccessStore store, CancellationToken ct, int limit = 100, long cursor = long.MaxValue) =>
            TypedResults.Ok(await store.AuditAsync(Math.Clamp(limit, 1, 1000), cursor, ct))).RequireKey(Role.Ops)
            .WithSummary("Who changed what, the latest first").Describes("limit", "How many at most, up to 1000; 100 unless given.").Describes("cursor", "The 'next' of the page before.")
            .Answers<Page<AuditEntry>>("""{"items":[{"number":7,"at":"2026-11-23T07:04:05.123456+00:00","who":"ops","origin":"127.0.0.1","action":"feed-created","detail":{"name":"press"}}]}""");
    }

    /// <summary>After a change here.</summary>
    public async Task NowAsync(CancellationToken ct)
    {
        last = await store.SnapshotAsync(ct);
        directory.Replace(last);
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(last is null ? HealthCheckResult.Unhealthy("keys and feeds were not read from Postgres yet") : HealthCheckResult.Healthy());

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        do
        {
            try
            {
                if (last is null) await store.CreateSchemaAsync(stoppingToken);
                await NowAsync(stoppingToken);
            }
            catch (NpgsqlException e)
            {
                NotRead(PostgresOutage.Describe(e)); // readiness says so too
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Debug, "Keys and feeds could not be read, the last copy counts: {Why}")]
    private partial void NotRead(string why);
}
