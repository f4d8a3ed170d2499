using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Logging;

namespace EventPlatform.Hosting.Telemetry;

/// <summary>
/// The log defaults of the services: one line per entry, and only warnings from libraries. With
/// <c>Logging__Console__FormatterName=json</c>, each line is a JSON object with the ids of its trace.
/// </summary>
internal static class LogDefaults
{
    private const string Console = "Logging:Console:";

    private static readonly Dictionary<string, string?> Settings = new(StringComparer.Ordinal)
    {
        ["Logging:LogLevel:Microsoft.AspNetCore"] = nameof(LogLevel.Warning),
        ["Logging:LogLevel:MassTransit"] = nameof(LogLevel.Warning),
        ["Logging:LogLevel:Marten"] = nameof(LogLevel.Warning),
        ["Logging:LogLevel:Npgsql"] = nameof(LogLevel.Warning),
        ["Logging:LogLevel:System.Net.Http"] = nameof(LogLevel.Warning),
        ["Logging:LogLevel:EventPlatform.Hosting.Access.BearerKeyHandler"] = nameof(LogLevel.Warning),
        // PlatformService reports in one line why a start failed
        ["Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host"] = nameof(LogLevel.Critical),
        [Console + "FormatterName"] = "simple",
        [Console + "FormatterOptions:SingleLine"] = "true",
        [Console + "FormatterOptions:UseUtcTimestamp"] = "true",
        [Console + "FormatterOptions:TimestampFormat"] = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ",
    };

    public static void AddLogDefaults(this WebApplicationBuilder builder)
    {
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = Settings });
        // Scopes contain the trace ids, which would make the lines of the simple formatter long
        if (builder.Configuration[Console + "FormatterName"] == "json") builder.Configuration.Sources.Insert(1, IncludeScopes);
        builder.Logging.Configure(options =>
            options.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);
    }

    private static MemoryConfigurationSource IncludeScopes => new()
    {
        InitialData = new Dictionary<string, string?>(StringComparer.Ordinal) { [Console + "FormatterOptions:IncludeScopes"] = "true" },
    };
}
