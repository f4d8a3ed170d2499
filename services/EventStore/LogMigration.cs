using EventPlatform.Storage;
using Marten;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace EventPlatform.EventStore;

/// <summary>
/// Migrates the tables and functions of the log before anything is stored. It retries while Postgres is unavailable, or is configured to
/// lose commits.
/// </summary>
internal sealed partial class LogMigration(IDocumentStore store, NpgsqlDataSource dataSource, ILogger<LogMigration> log) : IHealthCheck
{
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(1);

    private string? notReady = "the log's schema is being migrated";

    public async Task RunAsync(CancellationToken ct)
    {
        while (true)
        {
            try
            {
                if (await KeepsCommitsAsync(ct))
                {
                    await ReportLog.MigrateAsync(store, dataSource, ct);
                    notReady = null;
                    Migrated();
                    return;
                }

                Wait("synchronous_commit is off, so acknowledged reports would be lost in a crash: set it to on");
            }
            catch (Exception e) when (PostgresOutage.Caused(e) || e.InnerException is NpgsqlException)
            {
                Wait(PostgresOutage.Describe(e.InnerException as NpgsqlException ?? e)); // Marten wraps its own exceptions
            }

            await Task.Delay(RetryEvery, ct);
        }
    }

    private async Task<bool> KeepsCommitsAsync(CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand("show synchronous_commit");
        return await command.ExecuteScalarAsync(ct) is not "off";
    }

    private void Wait(string problem)
    {
        if (problem != notReady) WaitingForPostgres(problem);
        notReady = problem;
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(notReady is null ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(notReady));

    [LoggerMessage(LogLevel.Information, "The log's schema is up to date")]
    private partial void Migrated();

    [LoggerMessage(LogLevel.Warning, "Waiting for Postgres: {Problem}")]
    private partial void WaitingForPostgres(string problem);
}
