using System.Text.Json.Nodes;

namespace EventPlatform.Query.Mcp;

/// <summary>Marks the words of feeds in an answer, so that an agent does not take them for instructions.</summary>
internal static class Untrusted
{
    /// <summary>Members whose text is whatever a feed found on the web.</summary>
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal) { "quote", "title", "remark", "wording" };

    /// <summary>Puts an object with the text and a mark in the place of each such text.</summary>
    public static JsonNode Mark(JsonNode node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members.ToList())
                {
                    if (value is JsonValue text && Words.Contains(name) && text.TryGetValue<string>(out var said))
                        members[name] = new JsonObject { ["untrustedText"] = said };
                    else if (value is not null) Mark(value);
                }

                break;
            case JsonArray items:
                foreach (var item in items.OfType<JsonNode>()) Mark(item);
                break;
        }

        return node;
    }
}
