namespace EventPlatform.Dashboard.Ops.Overview;

/// <summary>What <c>GET /health/ready</c> of a service answers.</summary>
public sealed record ServiceReadiness(string Status, IReadOnlyDictionary<string, ReadinessCheck> Checks)
{
    public const string Away = "Away";
    public const string Healthy = "Healthy";
    public const string Degraded = "Degraded";
}

/// <param name="Why">Null if the check is healthy.</param>
public sealed record ReadinessCheck(string Status, string? Why, double Age);
