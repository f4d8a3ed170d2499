using System.Diagnostics;
using System.Text.Json;

namespace EventPlatform.Ingestion.Validation;

/// <summary>
/// The trace that an event is part of: the one of its own attribute <c>traceparent</c>, else the one of its request if that is sampled.
/// https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/extensions/distributed-tracing.md
/// </summary>
internal static class TraceOfEvent
{
    private const string Name = "traceparent";

    /// <summary>The attributes, with that of the request if they have none.</summary>
    public static IReadOnlyDictionary<string, JsonElement>? Keep(IReadOnlyDictionary<string, JsonElement>? attributes)
    {
        if (Activity.Current is not { Recorded: true, Id: { } request } || attributes?.ContainsKey(Name) == true) return attributes;
        return new Dictionary<string, JsonElement>(
            attributes ?? new Dictionary<string, JsonElement>(StringComparer.Ordinal), StringComparer.Ordinal)
        {
            [Name] = JsonSerializer.SerializeToElement(request),
        };
    }

    public static string? In(IReadOnlyDictionary<string, JsonElement>? attributes) =>
        attributes is not null && attributes.TryGetValue(Name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
