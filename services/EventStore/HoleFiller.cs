using EventPlatform.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace EventPlatform.EventStore;

/// <summary>
/// Once a second, fills positions that a rolled-back append burnt. Each append does this first; the timer helps if none follows, because a
/// hole blocks every projection. It also detects a log that cannot be appended to before a report has to wait for it.
/// </summary>
internal sealed class HoleFiller(NpgsqlDataSource dataSource, TimeProvider time) : BackgroundService, IHealthCheck
{
    private volatile string? problem;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(problem is { } found ? HealthCheckResult.Unhealthy(found) : HealthCheckResult.Healthy());

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var command = dataSource.CreateCommand("select log.fill_holes_when_idle()");
                await command.ExecuteNonQueryAsync(stoppingToken);
                problem = null;
            }
            catch (Exception e) when (PostgresOutage.Caused(e))
            {
                problem = PostgresOutage.Describe(e);
            }
        }
    }
}
