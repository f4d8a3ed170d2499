using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.Projections.Bulk;

/// <summary>
/// The transactions of one build. Each first checks that the mark is still the one with which the build began, and throws
/// <see cref="AnotherBuilderException"/> if another process has created the tables anew.
/// </summary>
internal sealed class BuildTransactions
{
    private const int Connections = 2;
    private const string Fence = "select position from mark where epoch = $1 for share";
    private const string MoveMark = "update mark set position = $3 where epoch = $1 and position = $2 returning position";
    private const string Memory = "set local maintenance_work_mem = '128MB'; set local max_parallel_maintenance_workers = 0;\n";

    private readonly NpgsqlDataSource pool;
    private readonly long epoch;

    private BuildTransactions(NpgsqlDataSource pool, long epoch) => (this.pool, this.epoch) = (pool, epoch);

    public static async Task<BuildTransactions> BeginAsync(NpgsqlDataSource pool, CancellationToken ct)
    {
        await using var command = pool.CreateCommand("select epoch from mark");
        return new(pool, (long)(await command.ExecuteScalarAsync(ct))!);
    }

    public Task WriteAsync(Action<NpgsqlConnection> write, CancellationToken ct) => RunAsync(Fence, [epoch], write, ct);

    /// <summary>Writes and moves the mark, so that the progress is visible.</summary>
    public Task WriteAsync(long from, long to, Action<NpgsqlConnection> write, CancellationToken ct) =>
        RunAsync(MoveMark, [epoch, from, to], write, ct);

    /// <summary>Waits until this and all earlier transactions are on disk. The others do not wait, like the pages of the daemon.</summary>
    public Task EndAsync(string script, CancellationToken ct) =>
        RunAsync(Fence, [epoch], connection => Run(connection, $"set local synchronous_commit = on;\n{script}"), ct);

    /// <summary>Runs scripts that do not depend on each other, two at a time.</summary>
    public Task RunAsync(IEnumerable<string> scripts, CancellationToken ct) => Parallel.ForEachAsync(
        scripts, new ParallelOptions { MaxDegreeOfParallelism = Connections, CancellationToken = ct },
        async (script, cancellation) => await WriteAsync(connection => Run(connection, Memory + script), cancellation));

    private static void Run(NpgsqlConnection connection, string script)
    {
        using var command = new NpgsqlCommand(script, connection) { CommandTimeout = 0 };
        command.ExecuteNonQuery();
    }

    private async Task RunAsync(string fence, object[] values, Action<NpgsqlConnection> write, CancellationToken ct)
    {
        await using var connection = await pool.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var command = new NpgsqlCommand(fence, connection, transaction).With(values))
        {
            if (await command.ExecuteScalarAsync(ct) is not long) throw new AnotherBuilderException();
        }

        write(connection);
        await transaction.CommitAsync(ct);
    }
}

/// <summary>Another process has created the tables anew that this process was building.</summary>
internal sealed class AnotherBuilderException() : Exception("another process builds this generation now");
