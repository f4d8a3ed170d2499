using System.ComponentModel.DataAnnotations;
using EventPlatform.Contracts.Validation;

namespace EventPlatform.Ingestion;

/// <summary>What one request may carry, from configuration section <c>Limits</c>.</summary>
internal sealed class IngestionLimits
{
    /// <summary>Bytes of one event: a body, a line, or an element of a batch.</summary>
    [Range(1024, 1_000_000)] public int EventBytes { get; set; } = EventLimits.Bytes;

    /// <summary>
    /// Bytes of a batch, which is read whole, and of all bodies of one sender that are being read. NDJSON has no limit: it is streamed.
    /// </summary>
    [Range(1024, 64_000_000)] public int BatchBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Levels of objects and arrays in an event. What is stored has one more where unknown fields are moved, and readers take 64.</summary>
    [Range(8, 60)] public int Nesting { get; set; } = EventLimits.Nesting;

    /// <summary>
    /// Bytes of reports that wait for the broker's confirm. Each partition has an eighth, which its senders share; above its share a sender's uploads are
    /// read no further.
    /// </summary>
    [Range(4 * 1024 * 1024, 1_000_000_000)] public int PendingBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>
    /// Chunks in one partition's queue, of at most 500 reports each, above which each sender may add only 64 KB/s until the EventStore has caught up. At
    /// twice as many the partition takes no more.
    /// </summary>
    [Range(1, 10_000_000)] public int QueuedChunks { get; set; } = 10_000;

    /// <summary>Refused lines after which an NDJSON body is not read on.</summary>
    [Range(1, 1_000_000)] public int RefusedLines { get; set; } = 10_000;

    /// <summary>Events that one key may post in a second.</summary>
    [Range(1, 10_000_000)] public int EventsPerSecond { get; set; } = 50_000;

    /// <summary>How long an answer waits for the broker before it is 503.</summary>
    [Range(1, 60)] public int PatienceSeconds { get; set; } = 5;

    public TimeSpan Patience => TimeSpan.FromSeconds(PatienceSeconds);
}
