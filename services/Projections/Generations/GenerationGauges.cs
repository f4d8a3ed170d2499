using System.Diagnostics.Metrics;
using EventPlatform.Hosting.Telemetry;
using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.Projections.Generations;

/// <summary>Publishes the lag of each generation as metrics.</summary>
internal sealed partial class GenerationGauges(
    GenerationStore generations, NpgsqlDataSource dataSource, TimeProvider time, ILogger<GenerationGauges> log)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private readonly record struct Seen(bool Served, ProgressAnswer Progress);

    private volatile IReadOnlyList<Seen> seen = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Show("eventplatform.projection.position", "{report}", "Position up to which the read tables are complete.",
            progress => progress.Position);
        Show("eventplatform.projection.lag", "{report}", "Positions of the log that the read tables lack.", progress => progress.Lag);
        Show("eventplatform.projection.lag.time", "s", "Time since the first report that the read tables lack was stored.",
            progress => progress.LagSeconds);
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                NotSeen(PostgresOutage.Describe(e), PostgresOutage.Caused(e) ? null : e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task LookAsync(CancellationToken ct)
    {
        if (!await generations.LogExistsAsync(ct)) return;
        var found = new List<Seen>();
        foreach (var row in await generations.ListAsync(ct))
            found.Add(new(row.Served, (await Progress.OfAsync(dataSource, row.Number, ct)).Progress));
        seen = found;
    }

    private void Show(string name, string unit, string description, Func<ProgressAnswer, double> value) =>
        PlatformTelemetry.Meter.CreateObservableGauge(
            name,
            () => seen.Select(one => new Measurement<double>(
                value(one.Progress),
                KeyValuePair.Create(FoldMetrics.Generation, (object?)one.Progress.Generation),
                KeyValuePair.Create("eventplatform.served", (object?)one.Served))),
            unit, description);

    [LoggerMessage(LogLevel.Warning, "The progress of the generations is not known: {Why}")]
    private partial void NotSeen(string why, Exception? error);
}
