using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.EventStore;

/// <summary>
/// Tells readers that the log has grown, after the commit: a transaction that notifies holds a lock of the whole server until its commit is on disk. At
/// most one notice every few milliseconds, at once if there was none before. A lost one costs readers their polling interval.
/// </summary>
internal sealed partial class AppendNotices(NpgsqlDataSource dataSource, TimeProvider time, ILogger<AppendNotices> log)
{
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(10);

    private int isDue;
    private int isSending;

    /// <summary>Returns at once.</summary>
    public void Appended()
    {
        Volatile.Write(ref isDue, 1);
        _ = SendAsync();
    }

    private async Task SendAsync()
    {
        while (Volatile.Read(ref isDue) == 1 && Interlocked.Exchange(ref isSending, 1) == 0)
        {
            try
            {
                while (Interlocked.Exchange(ref isDue, 0) == 1)
                {
                    await NotifyAsync();
                    await Task.Delay(Apart, time);
                }
            }
            catch (Exception e) when (PostgresOutage.Caused(e))
            {
                NotSent(PostgresOutage.Describe(e));
            }
            finally
            {
                Volatile.Write(ref isSending, 0);
            }
        }
    }

    private async Task NotifyAsync()
    {
        await using var batch = dataSource.CreateBatch();
        foreach (var statement in (string[])["begin", "set local synchronous_commit = off", $"notify {ReportLog.AppendedChannel}", "commit"]) batch.BatchCommands.Add(new NpgsqlBatchCommand(statement));
        await batch.ExecuteNonQueryAsync();
    }

    [LoggerMessage(LogLevel.Debug, "A notice of an append was not sent: {Why}")]
    private partial void NotSent(string why);
}
