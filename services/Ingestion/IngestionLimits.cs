using System.ComponentModel.DataAnnotations;
using EventPlatform.Contracts.Validation;

namespace EventPlatform.Ingestion;

/// <summary>The limits of requests, from configuration section <c>Limits</c>.</summary>
internal sealed class IngestionLimits
{
    /// <summary>The maximum bytes of one event: a body, a line, or an element of a batch.</summary>
    [Range(1024, 1_000_000)] public int EventBytes { get; set; } = EventLimits.Bytes;

    /// <summary>
    /// The maximum bytes of a batch, which is read as a whole, and of all bodies of one sender that are being read. NDJSON has no limit, as
    /// it is streamed.
    /// </summary>
    [Range(1024, 64_000_000)] public int BatchBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>
    /// The maximum levels of objects and arrays in an event. Moving unknown fields adds one level to what is stored, and readers accept 64
    /// levels.
    /// </summary>
    [Range(8, 60)] public int Nesting { get; set; } = EventLimits.Nesting;

    /// <summary>
    /// The maximum bytes of reports that wait for the broker's publisher confirm. Each partition has an eighth, which its senders share.
    /// Uploads of a sender above its share are paused.
    /// </summary>
    [Range(4 * 1024 * 1024, 1_000_000_000)] public int PendingBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>
    /// The number of chunks in a partition's queue, of at most 500 reports each, above which each sender may add only 64 KB/s until the
    /// EventStore has caught up. At twice this number, the partition accepts no more.
    /// </summary>
    [Range(1, 10_000_000)] public int QueuedChunks { get; set; } = 10_000;

    /// <summary>The number of refused lines after which reading of an NDJSON body stops.</summary>
    [Range(1, 1_000_000)] public int RefusedLines { get; set; } = 10_000;

    /// <summary>The number of events that one key may post per second.</summary>
    [Range(1, 10_000_000)] public int EventsPerSecond { get; set; } = 50_000;

    /// <summary>The seconds that an answer waits for the broker before it becomes 503.</summary>
    [Range(1, 60)] public int PatienceSeconds { get; set; } = 5;

    public TimeSpan Patience => TimeSpan.FromSeconds(PatienceSeconds);
}
