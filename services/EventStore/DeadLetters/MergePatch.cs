using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventPlatform.EventStore.DeadLetters;

/// <summary>JSON Merge Patch (RFC 7396): a member replaces the member of the same name, objects are merged, and null removes.</summary>
internal static class MergePatch
{
    public static JsonElement Apply(JsonElement target, JsonElement patch) =>
        JsonSerializer.SerializeToElement(Merge(Node(target), Node(patch)));

    private static JsonNode? Merge(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes) return patch?.DeepClone();
        var merged = target as JsonObject ?? [];
        foreach (var (name, change) in changes)
        {
            if (change is null) merged.Remove(name);
            else merged[name] = Merge(merged[name], change);
        }

        return merged;
    }

    private static JsonNode? Node(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => JsonObject.Create(element),
        JsonValueKind.Array => JsonArray.Create(element),
        JsonValueKind.Undefined or JsonValueKind.Null => null,
        _ => JsonValue.Create(element),
    };
}
