using System.Diagnostics;
using EventPlatform.Hosting.Health;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace EventPlatform.Hosting.Telemetry;

/// <summary>
/// OpenTelemetry: metrics for Prometheus at <c>/metrics</c>, always; traces, logs and metrics by OTLP if
/// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set. The other variables of the specification also apply, such as <c>OTEL_TRACES_SAMPLER</c>.
/// </summary>
internal static class TelemetrySetup
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly string[] Meters =
    [
        PlatformTelemetry.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel",
        "Microsoft.AspNetCore.RateLimiting", "System.Net.Http", "System.Runtime", "Npgsql", "MassTransit", "Marten",
    ];

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource
                .AddService(builder.Environment.ApplicationName, serviceNamespace: PlatformTelemetry.Name, OwnState.Version))
            .WithMetrics(metrics => metrics.AddMeter(Meters).AddPrometheusExporter(exporter => exporter.ScopeInfoEnabled = false));
        builder.Services.AddSingleton<ReadinessGauge>()
            .ConfigureOpenTelemetryMeterProvider((services, _) => services.GetRequiredService<ReadinessGauge>());
        builder.AddMetricsAccess();
        if (string.IsNullOrEmpty(builder.Configuration[Endpoint])) return;
        telemetry.UseOtlpExporter().WithLogging().WithTracing(traces => traces
            .AddSource(PlatformTelemetry.Name, "MassTransit", "Marten")
            .AddAspNetCoreInstrumentation(requests => requests.Filter = IsOfUsers)
            .AddHttpClientInstrumentation(requests => requests.FilterHttpRequestMessage = _ => Activity.Current?.Parent is not null)
            .AddNpgsql());
    }

    /// <summary>False for probes and scrapes, which are frequent and not worth a trace.</summary>
    private static bool IsOfUsers(HttpContext http) =>
        !http.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal) && http.Request.Path != MetricsEndpoint.Path;
}
