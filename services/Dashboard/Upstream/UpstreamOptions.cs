using System.ComponentModel.DataAnnotations;

namespace EventPlatform.Dashboard.Upstream;

/// <summary>Where the services are, from configuration section <c>Upstream</c>. The EventStore has its own, as for every service.</summary>
internal sealed class UpstreamOptions
{
    [Required] public Uri? Query { get; set; }

    [Required] public Uri? Ingestion { get; set; }

    [Required] public Uri? Projections { get; set; }

    [Required] public Uri? EventStore { get; set; }

    /// <summary>How long a page waits for one answer.</summary>
    [Range(1, 300)] public int TimeoutSeconds { get; set; } = 30;

    /// <summary>Keys for people who sign in by OpenID Connect, by role. Whoever signs in with a key uses that.</summary>
    public Dictionary<string, string> Keys { get; set; } = [];

    /// <summary>The key of the feed that takes suggested corrections; null: nobody can suggest any.</summary>
    public string? CorrectionsKey { get; set; }
}
