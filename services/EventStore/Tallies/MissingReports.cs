using System.Globalization;
using EventPlatform.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EventPlatform.EventStore.Tallies;

/// <summary>Degraded while reports that were accepted are missing, and nobody has taken note.</summary>
internal sealed class MissingReports(TallyStore tallies) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var missing = await tallies.MissingAsync(cancellationToken);
            return missing == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(string.Create(CultureInfo.InvariantCulture,
                $"at least {missing} reports that were accepted never came from RabbitMQ: eventctl tallies list names the senders and the times"));
        }
        catch (Exception e) when (PostgresOutage.Caused(e))
        {
            return HealthCheckResult.Unhealthy(PostgresOutage.Describe(e));
        }
    }
}
