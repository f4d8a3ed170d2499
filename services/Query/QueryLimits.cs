using System.ComponentModel.DataAnnotations;

namespace EventPlatform.Query;

/// <summary>What readers may take of the service, from configuration section <c>Limits</c>.</summary>
internal sealed class QueryLimits
{
    /// <summary>Streams that one key may have open. A follower that does not read holds up to 2 MB.</summary>
    [Range(1, 100_000)] public int StreamsPerKey { get; set; } = 200;
}
