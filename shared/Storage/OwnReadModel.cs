using Marten;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EventPlatform.Storage;

/// <summary>
/// Keeps the documents of a service's own read model up to date: creates their tables, then runs the daemon. The service is not ready while
/// that fails, or while the daemon is stopped at a report.
/// </summary>
internal sealed partial class OwnReadModel(IDocumentStore store, TimeProvider time, ILoggerFactory loggers, ILogger<OwnReadModel> log)
    : BackgroundService, IHealthCheck
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private LogDaemon? daemon;
    private (string Shard, long Position, string Why)? failed;
    private string? problem = "the tables are being created";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(problem is null ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(problem));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                var seen = await TryOnceAsync(stoppingToken);
                if (seen is not null && seen != problem) NotFollowing(seen);
                problem = seen;
                await Task.Delay(LookAgain, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            if (daemon is not null) await daemon.DisposeAsync();
        }
    }

    private async Task<string?> TryOnceAsync(CancellationToken ct)
    {
        try
        {
            if (daemon is null)
            {
                await OwnTables.CreateAsync(store, ct);
                if (await OwnTables.LostAsync(store, ct) is { } lost) return lost;
                daemon = new LogDaemon(store, loggers);
                await daemon.StartAsync(ct);
            }

            await daemon.GoOnAsync(ct);
            return Failure(daemon);
        }
        catch (Exception e) when (PostgresOutage.Caused(e))
        {
            return PostgresOutage.Describe(e);
        }
    }

    /// <summary>The daemon clears a failure at each retry. This method reports it until the shard is past it.</summary>
    private string? Failure(LogDaemon running)
    {
        foreach (var agent in running.Agents)
        {
            if (agent.Failure is { } failure) failed = (agent.Name.Identity, agent.Position, failure.Message);
            else if (agent.Name.Identity == failed?.Shard && agent.Position > failed.Value.Position) failed = null;
        }

        return failed is { } one ? $"{one.Shard} is stopped at position {one.Position}: {one.Why}" : null;
    }

    [LoggerMessage(LogLevel.Warning, "Not following the log: {Problem}")]
    private partial void NotFollowing(string problem);
}
