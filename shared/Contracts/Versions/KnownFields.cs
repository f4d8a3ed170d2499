using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace EventPlatform.Contracts.Versions;

/// <summary>The fields that a JSON Schema of <see cref="SchemaVersions"/> declares for a value, with their own fields.</summary>
internal sealed class KnownFields
{
    private readonly FrozenDictionary<string, KnownFields> fields;

    private KnownFields(JsonNode? schema)
    {
        // A date is a text or an object; only the object has fields
        var shape = schema?["oneOf"]?.AsArray().FirstOrDefault(one => one!["properties"] is not null) ?? schema;
        fields = (shape?["properties"]?.AsObject() ?? [])
            .ToFrozenDictionary(field => field.Key, field => new KnownFields(field.Value), StringComparer.Ordinal);
        Items = shape?["items"] is { } items ? new KnownFields(items) : null;
    }

    /// <summary>The fields of each item, if the value is an array.</summary>
    public KnownFields? Items { get; }

    /// <summary>False for texts and numbers, and for everything under <c>extensions</c>, where every name is allowed.</summary>
    public bool IsObject => fields.Count > 0;

    public static KnownFields Of(string type, int version) => new(SchemaVersions.Read(type, version));

    public KnownFields? Find(string name) => fields.GetValueOrDefault(name);
}
