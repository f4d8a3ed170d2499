using EventPlatform.Projections.ReadModels;
using EventPlatform.Storage;
using Marten;
using Marten.Events.Daemon.Coordination;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Npgsql;

namespace EventPlatform.Projections;

/// <summary>Which generation of the read tables this process builds and keeps current.</summary>
internal sealed class ProjectionsOptions
{
    public int Generation { get; set; } = 1;
}

/// <summary>Waits for the log, makes the read tables, and runs Marten's daemon over them.</summary>
internal sealed partial class ProjectionDaemon(
    IDocumentStore store, NpgsqlDataSource dataSource, IOptions<ProjectionsOptions> options, ILoggerFactory loggers, ILogger<ProjectionDaemon> log)
    : BackgroundService, IHealthCheck
{
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(1);

    private string? notReady = "the read tables are being made";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(notReady is null ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(notReady));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await TryPrepareAsync(stoppingToken) is { } problem)
        {
            if (problem != notReady) Waiting(problem);
            notReady = problem;
            await Task.Delay(RetryEvery, stoppingToken);
        }

        await using var coordinator = new ProjectionCoordinator(store, loggers.CreateLogger<ProjectionCoordinator>());
        await coordinator.StartAsync(stoppingToken);
        notReady = null;
        Started(ReadModel.Schema(options.Value.Generation));
        await Task.Delay(Timeout.Infinite, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await coordinator.StopAsync(CancellationToken.None);
    }

    private async Task<string?> TryPrepareAsync(CancellationToken ct)
    {
        try
        {
            await using var command = dataSource.CreateCommand("select to_regclass('log.inbox') is not null and to_regclass('log.mt_events') is not null");
            if (await command.ExecuteScalarAsync(ct) is not true) return "the log does not exist yet: the EventStore makes it";
            await ReadSchema.CreateAsync(dataSource, options.Value.Generation, ct);
            return null;
        }
        catch (NpgsqlException e)
        {
            return PostgresOutage.Describe(e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Waiting: {Problem}")]
    private partial void Waiting(string problem);

    [LoggerMessage(LogLevel.Information, "Projecting the log into {Schema}")]
    private partial void Started(string schema);
}
