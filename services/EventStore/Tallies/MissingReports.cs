using System.Globalization;
using EventPlatform.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EventPlatform.EventStore.Tallies;

/// <summary>Degraded while accepted reports are missing and ops have not acknowledged the loss.</summary>
internal sealed class MissingReports(TallyStore tallies) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var missing = await tallies.MissingAsync(cancellationToken);
            return missing == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(string.Create(CultureInfo.InvariantCulture,
                $"at least {missing} accepted reports never arrived from RabbitMQ: eventctl tallies list shows the senders and the times"));
        }
        catch (Exception e) when (PostgresOutage.Caused(e))
        {
            return HealthCheckResult.Unhealthy(PostgresOutage.Describe(e));
        }
    }
}
