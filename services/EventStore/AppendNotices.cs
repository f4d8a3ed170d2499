using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.EventStore;

/// <summary>
/// Notifies readers that the log has grown, after the commit, because a transaction with NOTIFY holds a server-wide lock until its commit
/// is on disk. Notifications are at least a few milliseconds apart; the first one is sent at once. After a lost notification, readers find
/// the reports by polling.
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

    /// <summary>Schedules a notification and returns at once.</summary>
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
        foreach (var statement in
            (string[])["begin", "set local synchronous_commit = off", $"notify {ReportLog.AppendedChannel}", "commit"])
            batch.BatchCommands.Add(new NpgsqlBatchCommand(statement));
        await batch.ExecuteNonQueryAsync();
    }

    [LoggerMessage(LogLevel.Debug, "A notification of an append was not sent: {Why}")]
    private partial void NotSent(string why);
}
