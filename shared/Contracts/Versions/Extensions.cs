using System.Text.Json.Nodes;

namespace EventPlatform.Contracts.Versions;

/// <summary>Moves fields that a contract does not know under <c>extensions</c> of the object that contained them.</summary>
public static class Extensions
{
    public const string Name = "extensions";

    /// <summary>
    /// Returns the step that moves them, for a version of the type's schema. What is already under <c>extensions</c> stays as it is.
    /// </summary>
    public static Func<JsonObject, JsonObject> Step(string type, int version)
    {
        var known = new Lazy<KnownFields>(() => KnownFields.Of(type, version));
        return data =>
        {
            var moved = data.DeepClone().AsObject();
            MoveIn(moved, known.Value);
            return moved;
        };
    }

    private static void MoveIn(JsonNode? node, KnownFields known)
    {
        if (node is JsonArray items && known.Items is { } each)
        {
            foreach (var item in items) MoveIn(item, each);
        }

        if (node is not JsonObject parent || !known.IsObject) return;
        var unknown = new JsonObject();
        foreach (var (name, value) in parent.ToList())
        {
            if (name == Name) continue;
            if (known.Find(name) is { } field)
            {
                MoveIn(value, field);
                continue;
            }

            parent.Remove(name);
            unknown[name] = value;
        }

        Put(parent, unknown);
    }

    private static void Put(JsonObject parent, JsonObject unknown)
    {
        var sent = parent.TryGetPropertyValue(Name, out var value);
        if (unknown.Count == 0 && (!sent || value is JsonObject)) return;
        parent.Remove(Name);
        parent[Name] = unknown;
        if (value is JsonObject merged && !merged.Any(field => unknown.ContainsKey(field.Key)))
        {
            foreach (var (name, field) in merged.ToList())
            {
                merged.Remove(name);
                unknown[name] = field;
            }
        }
        else if (sent)
        {
            // Before the name had a meaning, the field could contain anything, so it is an unknown field like any other
            unknown[Name] = value;
        }
    }
}
