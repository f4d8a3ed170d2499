using System.Collections.Concurrent;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EventPlatform.Hosting.Health;

/// <summary>
/// Runs each health check once a second, independently of the others, and keeps its last result, so that an answer never waits for a check.
/// A check that exceeds its time is unhealthy until it ends; its first tag names what it waits for.
/// </summary>
public sealed partial class Readiness(
    IOptions<HealthCheckServiceOptions> options, IServiceProvider services, TimeProvider time, ILogger<Readiness> log)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly record struct Seen(HealthCheckResult Result, long At);

    private readonly ConcurrentDictionary<string, Seen> seen = new(StringComparer.Ordinal);

    public ReadinessAnswer Answer()
    {
        var checks = options.Value.Registrations.ToDictionary(check => check.Name, Answer, StringComparer.Ordinal);
        return new(checks.Values.Select(check => check.Status).DefaultIfEmpty(HealthStatus.Healthy).Min(), checks);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(options.Value.Registrations.Select(check => WatchAsync(check, check.Factory(services), stoppingToken)));

    private CheckAnswer Answer(HealthCheckRegistration check)
    {
        if (!seen.TryGetValue(check.Name, out var last)) return new(HealthStatus.Unhealthy, "not checked yet", 0);
        var age = Math.Round(time.GetElapsedTime(last.At).TotalSeconds, 1);
        return age > (Every + Patience).TotalSeconds
            ? new(HealthStatus.Unhealthy, $"{Subject(check)} has not answered for {age:0} s", age)
            : new(last.Result.Status, last.Result.Description, age);
    }

    private async Task WatchAsync(HealthCheckRegistration registration, IHealthCheck check, CancellationToken ct)
    {
        var context = new HealthCheckContext { Registration = registration };
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            seen[registration.Name] = new(await CheckAsync(context, check, ct), time.GetTimestamp());
        }
        while (await timer.WaitForNextTickAsync(ct));
    }

    private async Task<HealthCheckResult> CheckAsync(HealthCheckContext context, IHealthCheck check, CancellationToken ct)
    {
        try
        {
            return await check.CheckHealthAsync(context, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            Failed(e, context.Registration.Name);
            return HealthCheckResult.Unhealthy("the check failed: see the log of the service");
        }
    }

    private static string Subject(HealthCheckRegistration check) => check.Tags.FirstOrDefault() ?? $"the check {check.Name}";

    [LoggerMessage(LogLevel.Error, "The health check {Check} failed")]
    private partial void Failed(Exception error, string check);
}
