using System.Diagnostics.Metrics;
using EventPlatform.Hosting.Telemetry;
using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.EventStore.DeadLetters;

/// <summary>Counts the waiting dead letters by reason, for a metric.</summary>
internal sealed partial class WaitingLetters(NpgsqlDataSource dataSource, TimeProvider time, ILogger<WaitingLetters> log)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private static readonly string[] Reasons = ["bad-data", "conflicting-duplicate"];

    private volatile IReadOnlyDictionary<string, long> waiting = new Dictionary<string, long>(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        PlatformTelemetry.Meter.CreateObservableGauge(
            "eventplatform.dead_letters", Measure, "{report}", "Dead letters that wait to be redriven or archived, by reason.");
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                await CountAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                NotCounted(PostgresOutage.Describe(e), PostgresOutage.Caused(e) ? null : e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task CountAsync(CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(
            "select reason, count(*) from log.dead_letters where outcome is null and archived_at is null group by reason");
        var counted = await command.ListAsync(row => KeyValuePair.Create(row.GetString(0), row.GetInt64(1)), ct);
        waiting = Reasons.Select(reason => KeyValuePair.Create(reason, 0L)).Concat(counted)
            .GroupBy(one => one.Key, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.Sum(one => one.Value), StringComparer.Ordinal);
    }

    private IEnumerable<Measurement<long>> Measure() =>
        waiting.Select(reason => new Measurement<long>(reason.Value, KeyValuePair.Create("error.type", (object?)reason.Key)));

    [LoggerMessage(LogLevel.Warning, "Dead letters were not counted: {Why}")]
    private partial void NotCounted(string why, Exception? error);
}
