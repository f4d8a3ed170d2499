using System.Diagnostics.Metrics;
using EventPlatform.Hosting.Telemetry;

namespace EventPlatform.Projections.Generations;

/// <summary>Measures the pages that a generation folds while it follows the log.</summary>
internal static class FoldMetrics
{
    public const string Generation = "eventplatform.generation";

    private static readonly Histogram<double> Durations = PlatformTelemetry.Meter.CreateHistogram<double>(
        "eventplatform.fold.duration", "s", "Time to load and fold a page and to queue its changes.",
        advice: new() { HistogramBucketBoundaries = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30] });

    private static readonly Counter<long> Reports = PlatformTelemetry.Meter.CreateCounter<long>(
        "eventplatform.fold.reports", "{report}", "Reports that were folded.");

    private static readonly Gauge<int> AtHand = PlatformTelemetry.Meter.CreateGauge<int>(
        "eventplatform.fold.records", "{record}", "Records that the fold holds in memory after a page.");

    public static void Folded(int generation, int reports, int recordsAtHand, TimeSpan duration)
    {
        var own = KeyValuePair.Create(Generation, (object?)generation);
        Durations.Record(duration.TotalSeconds, own);
        Reports.Add(reports, own);
        AtHand.Record(recordsAtHand, own);
    }
}
