using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.Query.Live;

/// <summary>Listens on one connection for appends to the log and for changes of the read tables.</summary>
internal sealed partial class Notifications(NpgsqlDataSource dataSource, ILogger<Notifications> log) : BackgroundService
{
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(1);

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
            catch (NpgsqlException e)
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
        while (true) await connection.WaitAsync(ct);
    }

    [LoggerMessage(LogLevel.Warning, "Not told of changes for the moment, followers look once a second: {Why}")]
    private partial void NotListening(string why);
}
