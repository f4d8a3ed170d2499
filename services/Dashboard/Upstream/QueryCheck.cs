using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EventPlatform.Dashboard.Upstream;

/// <summary>Reports Degraded while Query does not answer. Pages show that, and recover by themselves.</summary>
internal sealed class QueryCheck(IHttpClientFactory clients, TimeProvider time) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var late = new CancellationTokenSource(Patience, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            using var answer = await clients.CreateClient(nameof(Service.Query)).GetAsync("/health/ready", end.Token);
            return answer.IsSuccessStatusCode ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded("Query is not ready");
        }
        catch (Exception e) when (e is HttpRequestException || late.IsCancellationRequested)
        {
            return HealthCheckResult.Degraded("Query does not answer");
        }
    }
}
