using System.Diagnostics;
using System.Text.Json;
using EventPlatform.Hosting.Telemetry;

namespace EventPlatform.Ingestion.Validation;

/// <summary>
/// The trace of an event: from its own attribute <c>traceparent</c>, or else from its request if that is sampled.
/// https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/extensions/distributed-tracing.md
/// </summary>
internal static class TraceOfEvent
{
    private const string Name = "traceparent";
    private const int MaxLength = 100;

    /// <summary>Returns the attributes, with the trace parent of the request if they have none.</summary>
    public static IReadOnlyDictionary<string, JsonElement>? Keep(IReadOnlyDictionary<string, JsonElement>? attributes)
    {
        if (Activity.Current is not { Recorded: true, Id: { } request } || attributes?.ContainsKey(Name) == true) return attributes;
        return new Dictionary<string, JsonElement>(
            attributes ?? new Dictionary<string, JsonElement>(StringComparer.Ordinal), StringComparer.Ordinal)
        {
            [Name] = JsonSerializer.SerializeToElement(request),
        };
    }

    /// <summary>Returns the trace parent; null if no spans are collected, because nothing else uses it.</summary>
    public static string? In(IReadOnlyDictionary<string, JsonElement>? attributes) =>
        ReportSpan.AreCollected && attributes is not null && attributes.TryGetValue(Name, out var value)
            && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: < MaxLength } text ? text : null;
}
