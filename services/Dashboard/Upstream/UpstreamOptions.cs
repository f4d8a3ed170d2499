using System.ComponentModel.DataAnnotations;

namespace EventPlatform.Dashboard.Upstream;

/// <summary>
/// Addresses and keys, from the configuration section <c>Upstream</c>. The EventStore has its own section, as in every service.
/// </summary>
internal sealed class UpstreamOptions
{
    [Required] public Uri? Query { get; set; }

    [Required] public Uri? Ingestion { get; set; }

    [Required] public Uri? Projections { get; set; }

    [Required] public Uri? EventStore { get; set; }

    /// <summary>How long a page waits for one answer.</summary>
    [Range(1, 300)] public int TimeoutSeconds { get; set; } = 30;

    /// <summary>Keys by role, for people who sign in by OpenID Connect. Other people use the key of their sign-in.</summary>
    public Dictionary<string, string> Keys { get; set; } = [];

    /// <summary>The key of the feed that takes suggested corrections. Null: nobody can suggest any.</summary>
    public string? CorrectionsKey { get; set; }
}
