using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace EventPlatform.Contracts.Versions;

/// <summary>The fields that a JSON Schema of <see cref="SchemaVersions"/> names for a value, and those of what is in it.</summary>
internal sealed class KnownFields
{
    private readonly FrozenDictionary<string, KnownFields> fields;

    private KnownFields(JsonNode? schema)
    {
        // A date is a text or an object: the one that has fields
        var shape = schema?["oneOf"]?.AsArray().FirstOrDefault(one => one!["properties"] is not null) ?? schema;
        fields = (shape?["properties"]?.AsObject() ?? []).ToFrozenDictionary(field => field.Key, field => new KnownFields(field.Value), StringComparer.Ordinal);
        Items = shape?["items"] is { } items ? new KnownFields(items) : null;
    }

    /// <summary>Of each item, where the value is an array.</summary>
    public KnownFields? Items { get; }

    /// <summary>False for texts and numbers, and for what is in <c>extensions</c>, where every name is as good as another.</summary>
    public bool IsObject => fields.Count > 0;

    public static KnownFields Of(string type, int version) => new(SchemaVersions.Read(type, version));

    public KnownFields? Find(string name) => fields.GetValueOrDefault(name);
}
