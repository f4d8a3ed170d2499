namespace EventPlatform.Operations;

/// <summary>The answer of <c>GET /health/ready</c> of a service.</summary>
public sealed record Readiness(string Status, IReadOnlyDictionary<string, ReadinessCheck> Checks)
{
    public const string Away = "Away";
    public const string Healthy = "Healthy";
    public const string Unhealthy = "Unhealthy";
    public const string Degraded = "Degraded";

    /// <summary>Returns the readiness of a service that does not answer.</summary>
    public static Readiness OfAway(string why) =>
        new(Away, new Dictionary<string, ReadinessCheck>(StringComparer.Ordinal) { ["answer"] = new(Away, why, 0) });

    public IEnumerable<(string Name, ReadinessCheck Check)> NotHealthy =>
        from check in Checks where check.Value.Why is not null select (check.Key, check.Value);
}

/// <param name="Why">Null if the check is healthy.</param>
/// <param name="Age">The seconds since the check last ended.</param>
public sealed record ReadinessCheck(string Status, string? Why, double Age);
