using EventPlatform.Storage;
using Marten;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace EventPlatform.EventStore;

/// <summary>Brings the log's tables and functions up to date before anything is stored. Tries again while Postgres is away.</summary>
internal sealed partial class LogMigration(IDocumentStore store, NpgsqlDataSource dataSource, ILogger<LogMigration> log) : IHealthCheck
{
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(1);

    private string? notReady = "the log's schema is being brought up to date";

    public async Task RunAsync(CancellationToken ct)
    {
        while (true)
        {
            try
            {
                await ReportLog.MigrateAsync(store, dataSource, ct);
                notReady = null;
                Migrated();
                return;
            }
            catch (NpgsqlException e)
            {
                var problem = PostgresOutage.Describe(e);
                if (problem != notReady) WaitingForPostgres(problem);
                notReady = problem;
                await Task.Delay(RetryEvery, ct);
            }
        }
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(notReady is null ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(notReady));

    [LoggerMessage(LogLevel.Information, "The log's schema is up to date")]
    private partial void Migrated();

    [LoggerMessage(LogLevel.Warning, "Waiting for Postgres: {Problem}")]
    private partial void WaitingForPostgres(string problem);
}
