using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.Projections.Bulk;

/// <summary>
/// A lock that a process holds while it builds a generation, so that another instance waits instead of starting the build again. It is a
/// row lock on its own connection: it ends with the process, and Postgres ends it if the process hangs for longer than
/// <c>idle_in_transaction_session_timeout</c>.
/// </summary>
internal sealed class BuildLock : IAsyncDisposable
{
    private static readonly TimeSpan Sign = TimeSpan.FromSeconds(10);

    private readonly NpgsqlConnection connection;
    private readonly CancellationTokenSource released = new();
    private readonly Task signs;

    private BuildLock(NpgsqlConnection own, TimeProvider time)
    {
        connection = own;
        signs = KeepAsync(time);
    }

    /// <summary>Takes the lock. Returns null if another process holds it.</summary>
    public static async Task<BuildLock?> TryTakeAsync(NpgsqlDataSource dataSource, int generation, TimeProvider time, CancellationToken ct)
    {
        var own = await dataSource.OpenConnectionAsync(ct);
        var isTaken = false;
        try
        {
            await using (var add = new NpgsqlCommand("insert into read.builds select $1 on conflict do nothing", own).With(generation))
                await add.ExecuteNonQueryAsync(ct);
            await own.BeginTransactionAsync(ct);
            await using var command = new NpgsqlCommand(
                "select number from read.builds where number = $1 for update skip locked", own).With(generation);
            isTaken = await command.ExecuteScalarAsync(ct) is int;
            return isTaken ? new BuildLock(own, time) : null;
        }
        finally
        {
            if (!isTaken) await own.DisposeAsync();
        }
    }

    private async Task KeepAsync(TimeProvider time)
    {
        while (true)
        {
            await Task.Delay(Sign, time, released.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (released.IsCancellationRequested) return;
            await using var command = new NpgsqlCommand("select 1", connection);
            await command.ExecuteNonQueryAsync(released.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await released.CancelAsync();
        await signs.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await connection.DisposeAsync();
        released.Dispose();
    }
}
