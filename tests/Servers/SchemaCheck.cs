using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventPlatform.Servers;

/// <summary>Checks a JSON value against a schema: types, enums, required and unknown properties, items, alternatives.</summary>
public sealed class SchemaCheck(JsonNode document)
{
    /// <summary>Returns the violations, each with its JSON Pointer; empty if the value is valid.</summary>
    public IEnumerable<string> Wrong(JsonNode? value, JsonNode schema, string at = "")
    {
        if ((string?)schema["$ref"] is { } reference) return Wrong(value, Resolve(reference), at);
        if (schema["discriminator"] is { } told && value is JsonObject one)
        {
            return told["mapping"]![$"{one[(string)told["propertyName"]!]}"] is { } kind
                ? Wrong(value, Resolve((string)kind!), at)
                : [$"{at} is of no kind that is described"];
        }

        if (schema["allOf"]?.AsArray() is { } parts) return Wrong(value, Whole(parts), at);
        if ((schema["oneOf"] ?? schema["anyOf"])?.AsArray() is { } alternatives)
            return alternatives.Any(alternative => !Wrong(value, alternative!, at).Any())
                ? []
                : [$"{at} is none of the alternatives: {value?.ToJsonString()}"];
        if (schema["enum"]?.AsArray() is { } allowed && !allowed.Any(choice => JsonNode.DeepEquals(choice, value)))
            return [$"{at} is not one of {allowed.ToJsonString()}: {value}"];
        if (Types(schema) is { Count: > 0 } types && !Kinds(value).Any(types.Contains))
            return [$"{at} is not {string.Join(" or ", types)}: {value?.ToJsonString()}"];
        return value switch
        {
            JsonObject members => WrongMembers(members, schema, at),
            JsonArray items when schema["items"] is { } item => items.SelectMany((element, index) => Wrong(element, item, $"{at}/{index}")),
            _ => [],
        };
    }

    private IEnumerable<string> WrongMembers(JsonObject members, JsonNode schema, string at)
    {
        foreach (var name in Texts(schema["required"]).Where(name => !members.ContainsKey(name))) yield return $"{at}/{name} is missing";
        if (schema["properties"]?.AsObject() is not { } properties) yield break;
        foreach (var (name, value) in members)
        {
            if (properties[name] is not { } property) yield return $"{at}/{name} is not described";
            else foreach (var wrong in Wrong(value, property, $"{at}/{name}")) yield return wrong;
        }
    }

    /// <summary>Merges the parts of an <c>allOf</c> into one object schema.</summary>
    private JsonObject Whole(JsonArray parts)
    {
        var resolved = parts.Select(part => (string?)part!["$ref"] is { } reference ? Resolve(reference) : part!).ToList();
        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(resolved.SelectMany(part => part["properties"]!.AsObject())
                .Select(property => KeyValuePair.Create(property.Key, property.Value?.DeepClone()))),
            ["required"] = new JsonArray([.. resolved.SelectMany(part => Texts(part["required"])).Select(name => JsonValue.Create(name))]),
        };
    }

    private JsonNode Resolve(string reference) => reference.Split('/').Skip(1).Aggregate(document, (node, name) => node[name]!);

    private static List<string> Types(JsonNode schema) =>
        schema["type"] is JsonArray several ? [.. Texts(several)] : schema["type"] is { } one ? [(string)one!] : [];

    private static string[] Kinds(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => ["null"],
        JsonValueKind.Object => ["object"],
        JsonValueKind.Array => ["array"],
        JsonValueKind.String => ["string"],
        JsonValueKind.Number => value.ToJsonString().Contains('.', StringComparison.Ordinal) ? ["number"] : ["integer", "number"],
        _ => ["boolean"],
    };

    private static IEnumerable<string> Texts(JsonNode? list) => list?.AsArray().Select(item => (string)item!) ?? [];
}
