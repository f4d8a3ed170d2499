using System.Diagnostics.Metrics;
using EventPlatform.Broker;
using EventPlatform.Hosting.Telemetry;

namespace EventPlatform.EventStore;

/// <summary>
/// Tracks the chunks that this process has taken from the queues but not yet appended. The oldest chunk of a partition is the head of its
/// queue.
/// </summary>
internal sealed class WaitingChunks
{
    private readonly TimeProvider time;
    private readonly Lock changing = new();
    private readonly List<DateTimeOffset>[] sent =
        [.. Enumerable.Range(0, ReportQueues.Partitions).Select(_ => new List<DateTimeOffset>())];

    public WaitingChunks(TimeProvider time)
    {
        this.time = time;
        PlatformTelemetry.Meter.CreateObservableGauge("eventplatform.queue.oldest.age", Measure, "s",
            "Time since Ingestion sent the oldest chunk of a partition that was taken and is not appended yet.");
    }

    /// <summary>Returns zero if no chunk waits, or if the clock of the sending Ingestion is ahead.</summary>
    public TimeSpan AgeOfOldest(int partition)
    {
        var now = time.GetUtcNow();
        lock (changing) return now - sent[partition].Append(now).Min();
    }

    public int CountOf(int partition)
    {
        lock (changing) return sent[partition].Count;
    }

    public void Begin(int partition, DateTimeOffset at)
    {
        lock (changing) sent[partition].Add(at);
    }

    public void End(int partition, DateTimeOffset at)
    {
        lock (changing) sent[partition].Remove(at);
    }

    private IEnumerable<Measurement<double>> Measure() => sent.Select((_, partition) =>
        new Measurement<double>(AgeOfOldest(partition).TotalSeconds, KeyValuePair.Create("eventplatform.partition", (object?)partition)));
}
