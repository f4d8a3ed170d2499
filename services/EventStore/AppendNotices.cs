using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.EventStore;

/// <summary>
/// Tells readers that the log has grown, after the commit: a transaction that notifies holds a lock of the whole server until its commit is on disk. At
/// most one notice every few milliseconds, at once if there was none before. A lost one costs readers their polling interval.
/// </summary>
internal sealed partial class AppendNotices
{
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(3);

    private readonly NpgsqlDataSource dataSource;
    private readonly TimeProvider time;
    private readonly ILogger<AppendNotices> log;
    private readonly Drain drain;
    private int isDue;

    public AppendNotices(NpgsqlDataSource dataSource, TimeProvider time, ILogger<AppendNotices> log)
    {
        (this.dataSource, this.time, this.log) = (dataSource, time, log);
        drain = new(() => Volatile.Read(ref isDue) == 1, SendAsync);
    }

    /// <summary>Returns at once.</summary>
    public void Appended()
    {
        Interlocked.Exchange(ref isDue, 1);
        _ = drain.RunAsync();
    }

    private async Task SendAsync()
    {
        Interlocked.Exchange(ref isDue, 0);
        try
        {
            await NotifyAsync();
        }
        catch (Exception e) when (PostgresOutage.Caused(e))
        {
            NotSent(PostgresOutage.Describe(e));
        }

        await Task.Delay(Apart, time);
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
