using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.Query.Events;

/// <summary>Listens for appends on one connection and wakes whoever follows the log.</summary>
internal sealed partial class LogTail(NpgsqlDataSource dataSource, ILogger<LogTail> log) : BackgroundService
{
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(1);

    private TaskCompletionSource appended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes at the next append. To be taken before reading, so that none is missed in between.</summary>
    public Task NextAppend => appended.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (NpgsqlException e)
            {
                NotListening(PostgresOutage.Describe(e));
                await Task.Delay(RetryEvery, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using (var listen = new NpgsqlCommand($"listen {ReportLog.AppendedChannel}", connection)) await listen.ExecuteNonQueryAsync(ct);
        while (true)
        {
            // Also right after connecting: something may have been appended meanwhile
            Interlocked.Exchange(ref appended, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
            await connection.WaitAsync(ct);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Not told of appends for the moment, followers look once a second: {Why}")]
    private partial void NotListening(string why);
}
