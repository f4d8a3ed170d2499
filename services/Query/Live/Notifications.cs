using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.Query.Live;

/// <summary>Listens on one connection for appends to the log and for changes of the read tables, and asks now and then whether it still works.</summary>
internal sealed partial class Notifications(NpgsqlDataSource dataSource, ILogger<Notifications> log) : BackgroundService
{
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(5);

    public Signal Appended { get; } = new();

    public Signal FactsChanged { get; } = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var told = default(string);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(() => told = null, stoppingToken);
            }
            catch (Exception e) when (PostgresOutage.Caused(e))
            {
                var why = PostgresOutage.Describe(e);
                if (why != told) NotListening(why);
                told = why;
                await Task.Delay(RetryEvery, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(Action listening, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        connection.Notification += (_, told) => (told.Channel == ReportLog.AppendedChannel ? Appended : FactsChanged).Set();
        await using (var listen = new NpgsqlCommand($"listen {ReportLog.AppendedChannel}; listen {ReadModel.ChangedChannel}", connection)) await listen.ExecuteNonQueryAsync(ct);
        listening();
        // Something may have happened before we listened
        Appended.Set();
        FactsChanged.Set();
        while (true)
        {
            if (await connection.WaitAsync(AskEvery, ct)) continue;
            await using var ask = new NpgsqlCommand("select 1", connection) { CommandTimeout = 2 };
            await ask.ExecuteNonQueryAsync(ct);
        }
    }

    [LoggerMessage(LogLevel.Warning, "LISTEN connection lost, polling once a second: {Why}")]
    private partial void NotListening(string why);
}
