using System.Diagnostics.Metrics;
using EventPlatform.Hosting.Telemetry;

namespace EventPlatform.EventStore;

/// <summary>Measures appends to the log: their duration, their size, and the outcomes of the reports.</summary>
internal static class AppendMetrics
{
    private static readonly Histogram<double> Durations = PlatformTelemetry.Meter.CreateHistogram<double>(
        "eventplatform.append.duration", "s", "Duration of a call of the append function, commit included.",
        advice: new() { HistogramBucketBoundaries = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5, 30] });

    private static readonly Histogram<int> Sizes = PlatformTelemetry.Meter.CreateHistogram<int>(
        "eventplatform.append.size", "{report}", "Reports in a call of the append function.",
        advice: new() { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000] });

    private static readonly Counter<long> Reports = PlatformTelemetry.Meter.CreateCounter<long>(
        "eventplatform.reports", "{report}", "Reports by outcome: stored, duplicate, conflicting or dead-lettered.");

    public static void Appended(int reports, TimeSpan duration)
    {
        Durations.Record(duration.TotalSeconds);
        Sizes.Record(reports);
    }

    public static void Became(string outcome, long reports) =>
        Reports.Add(reports, KeyValuePair.Create("eventplatform.outcome", (object?)outcome));
}
