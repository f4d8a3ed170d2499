using System.Diagnostics.Metrics;
using EventPlatform.Hosting.Telemetry;

namespace EventPlatform.Ingestion;

/// <summary>Counts accepted and refused events by sender.</summary>
internal static class IngestionMetrics
{
    private const string Sender = "eventplatform.sender";
    private const string Reason = "error.type";

    private static readonly Counter<long> AcceptedEvents = PlatformTelemetry.Meter.CreateCounter<long>(
        "eventplatform.ingestion.events.accepted", "{event}", "Events that RabbitMQ has confirmed.");

    private static readonly Counter<long> RefusedEvents = PlatformTelemetry.Meter.CreateCounter<long>(
        "eventplatform.ingestion.events.refused", "{event}",
        "Events that were not taken. A body that was refused as a whole counts as one.");

    private static readonly Histogram<int> ChunkEvents = PlatformTelemetry.Meter.CreateHistogram<int>(
        "eventplatform.ingestion.chunk.size", "{event}", "Events in a chunk that goes to RabbitMQ.",
        advice: new() { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 50, 100, 200, 500] });

    public static void Accepted(string sender, long events)
    {
        if (events > 0) AcceptedEvents.Add(events, KeyValuePair.Create(Sender, (object?)sender));
    }

    public static void Refused(string sender, RefusalReason reason) =>
        RefusedEvents.Add(1, KeyValuePair.Create(Sender, (object?)sender), KeyValuePair.Create(Reason, (object?)reason.ToString()));

    public static void Sent(int events) => ChunkEvents.Record(events);
}
