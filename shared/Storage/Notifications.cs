using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace EventPlatform.Storage;

/// <summary>Listens for Postgres notifications on one connection, and checks regularly that the connection still works.</summary>
public sealed partial class Notifications(
    NpgsqlDataSource dataSource, IReadOnlyList<string> channels, TimeProvider time, ILogger<Notifications> log)
    : BackgroundService
{
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, Signal> signals =
        channels.ToDictionary(channel => channel, _ => new Signal(), StringComparer.Ordinal);

    /// <summary>
    /// Returns the signal of a channel. It is set at each notification, and after a reconnect, because one may have been missed.
    /// </summary>
    public Signal Of(string channel) => signals[channel];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var logged = default(string);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(() => logged = null, stoppingToken);
            }
            catch (Exception e) when (PostgresOutage.Caused(e))
            {
                var why = PostgresOutage.Describe(e);
                if (why != logged) NotListening(why);
                logged = why;
                await Task.Delay(RetryEvery, time, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(Action listening, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        connection.Notification += (_, notice) => signals[notice.Channel].Set();
        var listen = string.Concat(channels.Select(channel => $"listen {channel};"));
        await using (var command = new NpgsqlCommand(listen, connection)) await command.ExecuteNonQueryAsync(ct);
        listening();
        foreach (var signal in signals.Values) signal.Set();
        while (true)
        {
            if (await connection.WaitAsync(AskEvery, ct)) continue;
            await using var ask = new NpgsqlCommand("select 1", connection);
            await ask.ExecuteNonQueryAsync(ct);
        }
    }

    [LoggerMessage(LogLevel.Warning, "LISTEN connection lost, polling instead: {Why}")]
    private partial void NotListening(string why);
}
