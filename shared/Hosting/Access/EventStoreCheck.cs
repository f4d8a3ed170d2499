using System.Net.Http.Json;
using System.Text.Json;
using EventPlatform.Hosting.Health;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace EventPlatform.Hosting.Access;

/// <summary>
/// Degraded while the EventStore does not answer or is not healthy itself. The service continues, but nothing new is stored, and new or
/// revoked keys are not known.
/// </summary>
internal sealed class EventStoreCheck(IOptions<AccessPollingOptions> options) : IHealthCheck, IDisposable
{
    private static readonly JsonSerializerOptions Json = ReadinessAnswer.Json;

    private readonly HttpClient http = new() { BaseAddress = options.Value.Url, Timeout = TimeSpan.FromSeconds(2) };

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(HealthEndpoints.Ready, UriKind.Relative), cancellationToken);
            var readiness = (await answer.Content.ReadFromJsonAsync<ReadinessAnswer>(Json, cancellationToken))!;
            var why = readiness.Checks.Where(check => check.Value.Status != HealthStatus.Healthy)
                .Select(check => $"{check.Key}: {check.Value.Why}");
            return readiness.Status == HealthStatus.Healthy
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Degraded($"the EventStore is {readiness.Status}: {string.Join("; ", why)}");
        }
        catch (Exception e) when (
            e is HttpRequestException or JsonException || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            var what = e is TaskCanceledException ? "no answer within 2 s" : e.Message;
            return HealthCheckResult.Degraded(
                $"the EventStore does not answer ({what}): nothing new is stored, new and revoked keys are not known");
        }
    }

    public void Dispose() => http.Dispose();
}
