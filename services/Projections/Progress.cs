using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Projections.Generations;
using EventPlatform.Projections.ReadModels;
using EventPlatform.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace EventPlatform.Projections;

/// <param name="Position">Up to which the read tables are complete.</param>
/// <param name="Last">Position of the last report in the log.</param>
/// <param name="Lag">How many positions are missing.</param>
internal sealed record ProgressAnswer(int Generation, long Position, long Last, long Lag);

/// <summary>How far the read tables are, for ops at <c>GET /v1/progress</c> and for readiness: behind and not moving is unhealthy.</summary>
internal sealed class Progress(GenerationStore generations, NpgsqlDataSource dataSource, TimeProvider time) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private (long Position, DateTimeOffset At) moved;

    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/v1/progress", Get).RequireKey(Role.Ops)
        .WithSummary("How far the read tables are").Answers<ProgressAnswer>("""{"generation":1,"position":11,"last":11,"lag":0}""");

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var progress = await ReadAsync(cancellationToken);
            if (progress.Lag == 0 || progress.Position != moved.Position || moved.At == default) moved = (progress.Position, time.GetUtcNow());
            return time.GetUtcNow() - moved.At < Patience
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy($"the read tables stand at position {progress.Position} of {progress.Last} since {moved.At:O}");
        }
        catch (NpgsqlException e)
        {
            return HealthCheckResult.Unhealthy(PostgresOutage.Describe(e));
        }
    }

    private static async Task<Ok<ProgressAnswer>> Get(Progress progress, CancellationToken ct) => TypedResults.Ok(await progress.ReadAsync(ct));

    /// <summary>Of the generation that is served; at 0 of 0 before there is one.</summary>
    private async Task<ProgressAnswer> ReadAsync(CancellationToken ct) =>
        await generations.ServedAsync(ct) is { } served ? await OfAsync(dataSource, served, ct) : new(0, 0, 0, 0);

    public static async Task<ProgressAnswer> OfAsync(NpgsqlDataSource dataSource, int generation, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(ReadSchema.For(generation,
            """
            select coalesce((select m.position from read_n.mark m), 0), coalesce((select seq_id from log.mt_events where not is_archived order by seq_id desc limit 1), 0)
            """));
        try
        {
            var (position, last) = (await command.ListAsync(row => (row.GetInt64(0), row.GetInt64(1)), ct))[0];
            return new(generation, position, last, Math.Max(0, last - position));
        }
        catch (PostgresException notYet) when (notYet.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
        {
            return new(generation, 0, 0, 0);
        }
    }
}
