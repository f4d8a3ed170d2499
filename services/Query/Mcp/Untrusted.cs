using System.Text.Json.Nodes;

namespace EventPlatform.Query.Mcp;

/// <summary>Marks the texts of feeds in an answer, so that an agent does not take them for instructions.</summary>
internal static class Untrusted
{
    /// <summary>Members whose content comes from feeds.</summary>
    private static readonly HashSet<string> FromFeeds =
        new(StringComparer.Ordinal) { "data", "disputes", "evidence", "capacity", "location" };

    /// <summary>Members within them that have a fixed form, and names, which the instructions mention.</summary>
    private static readonly HashSet<string> OfOneForm = new(StringComparer.Ordinal)
    {
        "key", "lei", "cik", "domain", "country", "currency", "round", "status", "role", "measure", "basis", "milestone", "date", "on",
        "expected", "period", "asOf", "publishedOn", "url", "name", "plant", "product", "source", "sources", "id", "recordKey", "value",
    };

    /// <summary>Replaces each such text with an object that marks it.</summary>
    public static JsonNode Mark(JsonNode node) => Mark(node, isFromFeed: false);

    private static JsonNode Mark(JsonNode node, bool isFromFeed)
    {
        if (node is JsonObject members)
        {
            foreach (var (name, value) in members.ToList())
            {
                if (value is null) continue;
                var isWithin = isFromFeed || FromFeeds.Contains(name);
                if (value is JsonValue text) members[name] = isWithin && !OfOneForm.Contains(name) ? Marked(text) : text.DeepClone();
                else Mark(value, isWithin);
            }
        }

        if (node is not JsonArray items) return node;
        for (var index = 0; index < items.Count; index++)
        {
            if (items[index] is JsonValue text && isFromFeed) items[index] = Marked(text);
            else if (items[index] is { } item) Mark(item, isFromFeed);
        }

        return node;
    }

    private static JsonNode Marked(JsonValue value) =>
        value.TryGetValue<string>(out var text) ? new JsonObject { ["untrustedText"] = text } : value.DeepClone();
}
