using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace EventPlatform.Hosting.Telemetry;

/// <summary>The source of the platform's own spans, and the meter of its own instruments. docs/telemetry.md lists them.</summary>
public static class PlatformTelemetry
{
    public const string Name = "EventPlatform";

    public static readonly ActivitySource Spans = new(Name);

    public static readonly Meter Meter = new(Name);
}
