using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventPlatform.Faults.Endurance;

/// <summary>Compares sent with returned content: texts in NFC, and the fields of an object together with its <c>extensions</c>.</summary>
internal static class SameContent
{
    public static bool Are(JsonNode? sent, JsonNode? got) => (sent, got) switch
    {
        (JsonObject a, JsonObject b) => AreFields(Fields(a), Fields(b)),
        (JsonArray a, JsonArray b) => a.Count == b.Count && a.Zip(b).All(pair => Are(pair.First, pair.Second)),
        (JsonValue a, JsonValue b) when a.GetValueKind() == JsonValueKind.String && b.GetValueKind() == JsonValueKind.String =>
            string.Equals(((string)a!).Normalize(), (string)b!, StringComparison.Ordinal),
        _ => JsonNode.DeepEquals(sent, got),
    };

    private static bool AreFields(Dictionary<string, JsonNode?> sent, Dictionary<string, JsonNode?> got) =>
        sent.Count == got.Count && sent.All(field => got.TryGetValue(field.Key, out var other) && Are(field.Value, other));

    private static Dictionary<string, JsonNode?> Fields(JsonObject node) => node.Where(field => !IsExtensions(field.Key, field.Value))
        .Concat(node["extensions"] as JsonObject ?? [])
        .ToDictionary(field => field.Key.Normalize(), field => field.Value, StringComparer.Ordinal);

    private static bool IsExtensions(string name, JsonNode? value) => name == "extensions" && value is JsonObject;
}
