using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Storage;
using EventPlatform.Storage.ReadTables;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace EventPlatform.Projections.Generations;

/// <param name="Position">The position up to which the read tables are complete.</param>
/// <param name="Last">The position of the last report in the log.</param>
/// <param name="Lag">The number of missing positions.</param>
/// <param name="LagSeconds">The seconds since the first missing report was stored; 0 if none is missing.</param>
internal sealed record ProgressAnswer(int Generation, long Position, long Last, long Lag, double LagSeconds);

/// <param name="HasTables">False in the moment between its start and its tables, and after it was dropped.</param>
/// <param name="HasIndexes">True if it has everything that readers need, which is created when it has almost caught up.</param>
internal sealed record Build(bool HasTables, bool HasIndexes, ProgressAnswer Progress)
{
    /// <summary>True if it can be served: it is complete, and has reached the end of the log.</summary>
    public bool IsReady => HasTables && HasIndexes && Progress.Lag == 0;
}

/// <summary>
/// The progress of the read tables, for ops at <c>GET /v1/progress</c> and for readiness. Tables that lag and do not move are degraded, and
/// unhealthy if that lasts.
/// </summary>
internal sealed class Progress(GenerationStore generations, NpgsqlDataSource dataSource, TimeProvider time) : IHealthCheck
{
    private const int StatementSeconds = 3;
    private static readonly TimeSpan Noticed = TimeSpan.FromSeconds(7);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private (long Position, DateTimeOffset At) moved;

    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/v1/progress", Get).RequireKey(Role.Observer).WithName("getProgress")
        .WithSummary("The progress of the read tables")
        .Answers<ProgressAnswer>("""{"generation":1,"position":11,"last":11,"lag":0,"lagSeconds":0}""");

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var progress = await ReadAsync(cancellationToken);
            if (progress.Position > progress.Last)
                return HealthCheckResult.Unhealthy(
                    $"the read tables are at position {progress.Position}, and the log ends at {progress.Last}");
            if (progress.Lag == 0 || progress.Position != moved.Position || moved.At == default)
                moved = (progress.Position, time.GetUtcNow());
            var stands = time.GetUtcNow() - moved.At;
            var why = $"the read tables have been at position {progress.Position} of {progress.Last} since {moved.At:HH:mm:ss} UTC";
            return stands < Noticed ? HealthCheckResult.Healthy()
                : stands < Patience ? HealthCheckResult.Degraded(why)
                : HealthCheckResult.Unhealthy(why);
        }
        catch (Exception e) when (PostgresOutage.Caused(e))
        {
            return HealthCheckResult.Unhealthy(PostgresOutage.Describe(e));
        }
    }

    private static async Task<Ok<ProgressAnswer>> Get(Progress progress, CancellationToken ct) =>
        TypedResults.Ok(await progress.ReadAsync(ct));

    /// <summary>Returns the progress of the served generation; position 0 of generation 0 if there is none yet.</summary>
    private async Task<ProgressAnswer> ReadAsync(CancellationToken ct) =>
        (await OfAsync(dataSource, await generations.ServedAsync(ct) ?? 0, ct)).Progress;

    public static async Task<Build> OfAsync(NpgsqlDataSource dataSource, int generation, CancellationToken ct)
    {
        var (hasTables, hasIndexes, last) = (await ListAsync(dataSource,
            $"""
            select to_regclass('{ReadModel.Schema(generation)}.mark') is not null,
              to_regclass('{ReadModel.Schema(generation)}.{ReadSchema.AnIndex}') is not null,
              coalesce((select seq_id from log.mt_events where not is_archived order by seq_id desc limit 1), 0)
            """, row => (row.GetBoolean(0), row.GetBoolean(1), row.GetInt64(2)), ct))[0];
        var mark = hasTables ? $"(select position from {ReadModel.Schema(generation)}.mark)" : "0::bigint";
        var (position, lagSeconds) = (await ListAsync(dataSource,
            $"""
            with mark as materialized (select {mark} as position)
            select position, (
              select extract(epoch from clock_timestamp() - e.timestamp)::float8 from log.mt_events e
              where e.seq_id > mark.position and not e.is_archived order by e.seq_id limit 1)
            from mark
            """, row => (row.GetInt64(0), row.IsDBNull(1) ? 0 : Math.Max(0, Math.Round(row.GetDouble(1), 3))), ct))[0];
        return new(hasTables, hasIndexes, new(generation, position, last, Math.Max(0, last - position), lagSeconds));
    }

    private static async Task<IReadOnlyList<T>> ListAsync<T>(
        NpgsqlDataSource dataSource, string sql, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(sql);
        command.CommandTimeout = StatementSeconds;
        return await command.ListAsync(read, ct);
    }
}
