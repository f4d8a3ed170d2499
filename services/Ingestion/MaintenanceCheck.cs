using EventPlatform.Hosting.Access;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EventPlatform.Ingestion;

/// <summary>Reports in readiness that maintenance is on, with its reason.</summary>
internal sealed class MaintenanceCheck(AccessDirectory directory) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(directory.Maintenance is { } now
            ? HealthCheckResult.Degraded(
                $"posts are refused since {now.Since.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}, turned on by {now.Who}: {now.Reason}")
            : HealthCheckResult.Healthy());
}
