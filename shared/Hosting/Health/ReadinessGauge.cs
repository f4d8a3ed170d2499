using System.Diagnostics.Metrics;
using EventPlatform.Hosting.Telemetry;

namespace EventPlatform.Hosting.Health;

/// <summary>Publishes each readiness check as a metric, so that alerts can use the service's own checks.</summary>
internal sealed class ReadinessGauge
{
    public ReadinessGauge(Readiness readiness) => PlatformTelemetry.Meter.CreateObservableGauge(
        "eventplatform.readiness", () => Measure(readiness), "{status}",
        "State of each readiness check: 2 if healthy, 1 if degraded, 0 if unhealthy.");

    private static IEnumerable<Measurement<int>> Measure(Readiness readiness) =>
        readiness.Answer().Checks.Select(check => new Measurement<int>(
            (int)check.Value.Status, KeyValuePair.Create("eventplatform.check", (object?)check.Key)));
}
