using System.Diagnostics.Metrics;
using EventPlatform.Hosting.Telemetry;

namespace EventPlatform.Query.Live;

/// <summary>Measures streams of server-sent events.</summary>
internal static class LiveMetrics
{
    private static readonly UpDownCounter<int> Open = PlatformTelemetry.Meter.CreateUpDownCounter<int>(
        "eventplatform.streams.open", "{stream}", "Streams that followers have open.");

    private static readonly Counter<long> Revoked = PlatformTelemetry.Meter.CreateCounter<long>(
        "eventplatform.streams.revoked", "{stream}", "Streams that ended because their key was revoked.");

    private static readonly Histogram<double> Delays = PlatformTelemetry.Meter.CreateHistogram<double>(
        "eventplatform.delivery.delay", "s", "Time from storing a report until it, or what was concluded from it, goes to followers.",
        advice: new() { HistogramBucketBoundaries = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60] });

    public static void Opened(string stream) => Open.Add(1, Of(stream));

    public static void Closed(string stream) => Open.Add(-1, Of(stream));

    public static void EndedByRevocation(string stream) => Revoked.Add(1, Of(stream));

    public static void Delivered(string stream, TimeSpan delay) => Delays.Record(Math.Max(0, delay.TotalSeconds), Of(stream));

    private static KeyValuePair<string, object?> Of(string stream) => new("eventplatform.stream", stream);
}
