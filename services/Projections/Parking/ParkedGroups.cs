using EventPlatform.Hosting.Telemetry;
using EventPlatform.Projections.Generations;
using EventPlatform.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace EventPlatform.Projections.Parking;

/// <summary>The parked groups of the served generation. Readiness is degraded if there are any; everything else continues.</summary>
internal sealed class ParkedGroups : IHealthCheck
{
    private const int StatementSeconds = 3;

    private readonly GenerationStore generations;
    private readonly NpgsqlDataSource dataSource;
    private long counted;

    public ParkedGroups(GenerationStore generations, NpgsqlDataSource dataSource)
    {
        (this.generations, this.dataSource) = (generations, dataSource);
        PlatformTelemetry.Meter.CreateObservableGauge(
            "eventplatform.parked_groups", () => Volatile.Read(ref counted), "{group}", "Groups of records that could not be folded.");
    }

    public async Task<long> CountAsync(CancellationToken ct) => await generations.ServedAsync(ct) is { } served
        ? (await ListAsync($"select count(*) from {ReadModel.Schema(served)}.parked", row => row.GetInt64(0), ct))[0]
        : 0;

    public async Task<IReadOnlyList<ParkedAnswer>> ListAsync(CancellationToken ct)
    {
        if (await generations.ServedAsync(ct) is not { } served) return [];
        return await ListAsync(
            $"""
            select p.group_key, p.company, p.position, e.type, e.timestamp, e.data->>'source', e.data->>'id', p.error
            from {ReadModel.Schema(served)}.parked p join log.mt_events e on e.seq_id = p.position order by p.position, p.group_key
            """,
            row => new ParkedAnswer(
                row.GetString(0), row.GetText(1), row.GetInt64(2), row.GetString(3), row.GetFieldValue<DateTimeOffset>(4),
                row.GetString(5), row.GetString(6), row.GetString(7)), ct);
    }

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var groups = await CountAsync(cancellationToken);
            Volatile.Write(ref counted, groups);
            return groups > 0
                ? HealthCheckResult.Degraded($"groups of records are parked, {groups} in all: eventctl parked list")
                : HealthCheckResult.Healthy();
        }
        catch (Exception e) when (PostgresOutage.Caused(e))
        {
            return HealthCheckResult.Unhealthy(PostgresOutage.Describe(e));
        }
    }

    private async Task<IReadOnlyList<T>> ListAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(sql);
        command.CommandTimeout = StatementSeconds;
        return await command.ListAsync(read, ct);
    }
}
