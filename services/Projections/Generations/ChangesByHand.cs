using EventPlatform.Hosting.Telemetry;
using EventPlatform.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace EventPlatform.Projections.Generations;

/// <summary>
/// Degraded if somebody other than the fold has written to the served read tables, which then differ from the log. The author
/// is only in the table <c>changes_by_hand</c>, because readiness is public.
/// </summary>
internal sealed class ChangesByHand : IHealthCheck
{
    private const int StatementSeconds = 3;

    private readonly GenerationStore generations;
    private readonly NpgsqlDataSource dataSource;
    private long counted;

    private sealed record Change(string Changed, DateTimeOffset At, long Count);

    public ChangesByHand(GenerationStore generations, NpgsqlDataSource dataSource)
    {
        (this.generations, this.dataSource) = (generations, dataSource);
        PlatformTelemetry.Meter.CreateObservableGauge(
            "eventplatform.read_tables.changes_by_hand", () => Volatile.Read(ref counted), "{statement}",
            "Statements other than the fold's that changed the served read tables.");
    }

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var last = await LastAsync(cancellationToken);
            Volatile.Write(ref counted, last?.Count ?? 0);
            return last is null ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(
                $"somebody wrote into the read table {last.Changed} at {last.At:yyyy-MM-dd HH:mm:ss}Z, " +
                $"{last.Count} statements by hand in all: eventctl verify compares with the log, eventctl rebuild --promote replaces the tables");
        }
        catch (Exception e) when (PostgresOutage.Caused(e))
        {
            return HealthCheckResult.Unhealthy(PostgresOutage.Describe(e));
        }
    }

    /// <summary>Returns the last change, or null if there is none.</summary>
    private async Task<Change?> LastAsync(CancellationToken ct)
    {
        if (await generations.ServedAsync(ct) is not { } served) return null;
        var table = $"{ReadModel.Schema(served)}.changes_by_hand";
        await using var exists = dataSource.CreateCommand("select to_regclass($1) is not null").With(table);
        if (await exists.ExecuteScalarAsync(ct) is not true) return null;
        await using var command = dataSource.CreateCommand(
            $"select changed, last_at, (sum(statements) over ())::bigint from {table} order by last_at desc limit 1");
        command.CommandTimeout = StatementSeconds;
        var rows = await command.ListAsync(
            row => new Change(row.GetString(0), row.GetFieldValue<DateTimeOffset>(1), row.GetInt64(2)), ct);
        return rows is [var last] ? last : null;
    }
}
