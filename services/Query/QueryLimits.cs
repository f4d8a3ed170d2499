using System.ComponentModel.DataAnnotations;

namespace EventPlatform.Query;

/// <summary>Limits for readers, from the configuration section <c>Limits</c>.</summary>
internal sealed class QueryLimits
{
    /// <summary>How many streams one key may have open. A follower that does not read holds up to 2 MB.</summary>
    [Range(1, 100_000)] public int StreamsPerKey { get; set; } = 200;
}
