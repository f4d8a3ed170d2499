using EventPlatform.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EventPlatform.Query;

/// <summary>Reports Degraded while the read tables lag behind the log and do not advance: answers then lack the newest reports.</summary>
internal sealed class Freshness(ReadTables tables, TimeProvider time) : IHealthCheck
{
    private const string Head = "select coalesce((select seq_id from log.mt_events where not is_archived order by seq_id desc limit 1), 0)";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(7);

    private (long Position, long At) moved;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var session = await tables.OpenAsync(cancellationToken);
            var last = (await session.ListAsync(Head, [], row => row.GetInt64(0), cancellationToken))[0];
            if (moved.At == 0 || session.Position >= last || session.Position != moved.Position)
                moved = (session.Position, time.GetTimestamp());
            return time.GetElapsedTime(moved.At) < Patience
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Degraded(
                    $"Projections does not advance: the read tables have been at position {session.Position} of {last} for {time.GetElapsedTime(moved.At).TotalSeconds:0} s");
        }
        catch (Exception e) when (e is NotBuiltException || PostgresOutage.Caused(e))
        {
            return HealthCheckResult.Healthy(); // the checks of Postgres and of the read tables report it
        }
    }
}
