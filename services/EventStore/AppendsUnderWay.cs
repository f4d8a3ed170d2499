using EventPlatform.Broker;
using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.EventStore;

/// <summary>
/// Tracks the running append of each partition, and finds the Postgres process that holds the append lock if an append takes long.
/// </summary>
internal sealed class AppendsUnderWay(NpgsqlDataSource dataSource, TimeProvider time)
{
    private const string LockHolder =
        """
        select format('Postgres process %s of the role %s holds the append lock', l.pid, coalesce(a.usename, '?'))
        from pg_locks l left join pg_stat_activity a using (pid)
        where l.locktype = 'advisory' and l.granted and l.objsubid = 1 and (l.classid::bigint << 32 | l.objid::bigint) = 7305441120
          and l.database = (select oid from pg_database where datname = current_database())
          and now() - coalesce(a.xact_start, now() - interval '1 hour') > $1
        """;

    private static readonly TimeSpan Long = TimeSpan.FromSeconds(4);

    private readonly long[] began = new long[ReportQueues.Partitions];

    public Append Begin(int partition)
    {
        Volatile.Write(ref began[partition], time.GetTimestamp());
        return new Append(began, partition);
    }

    /// <summary>Describes the slow appends; returns null if there are none.</summary>
    public async Task<string?> DescribeLongAsync(CancellationToken ct)
    {
        var slow = began.Select((_, partition) => (Partition: partition, For: Elapsed(partition))).Where(append => append.For > Long)
            .ToList();
        if (slow.Count == 0) return null;
        var what =
            $"appends of partition {string.Join(", ", slow.Select(append => append.Partition))} have not ended for up to {slow.Max(append => append.For).TotalSeconds:0} s";
        try
        {
            await using var command = dataSource.CreateCommand(LockHolder).With(Long);
            command.CommandTimeout = 2;
            return await command.ExecuteScalarAsync(ct) is string holder ? $"{what}: {holder}" : what;
        }
        catch (Exception e) when (PostgresOutage.Caused(e))
        {
            return $"{what}: {PostgresOutage.Describe(e)}";
        }
    }

    private TimeSpan Elapsed(int partition) =>
        Volatile.Read(ref began[partition]) is not 0 and var at ? time.GetElapsedTime(at) : TimeSpan.Zero;

    internal readonly struct Append(long[] began, int partition) : IDisposable
    {
        public void Dispose() => Volatile.Write(ref began[partition], 0);
    }
}
