using System.ComponentModel.DataAnnotations;

namespace EventPlatform.Ingestion;

/// <summary>What one request may carry, from configuration section <c>Limits</c>.</summary>
internal sealed class IngestionLimits
{
    /// <summary>Bytes of one event: a body, a line, or an element of a batch.</summary>
    [Range(1024, 1_000_000)] public int EventBytes { get; set; } = 256 * 1024;

    /// <summary>Bytes of a batch, which is read whole. NDJSON has no limit: it is streamed.</summary>
    [Range(1024, 64_000_000)] public int BatchBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Refused lines after which an NDJSON body is not read on.</summary>
    [Range(1, 1_000_000)] public int RefusedLines { get; set; } = 10_000;

    /// <summary>Events that one key may post in a second.</summary>
    [Range(1, 10_000_000)] public int EventsPerSecond { get; set; } = 50_000;

    /// <summary>How long an answer waits for the broker before it is 503.</summary>
    [Range(1, 60)] public int PatienceSeconds { get; set; } = 5;

    public TimeSpan Patience => TimeSpan.FromSeconds(PatienceSeconds);
}
