using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json.Nodes;

namespace EventPlatform.Contracts.Versions;

/// <summary>The versions of each report type's <c>data</c>: the JSON Schemas in docs/schemas. A published schema never changes.</summary>
public static class SchemaVersions
{
    private static readonly FrozenDictionary<string, int> NewestByType = ReportTypes.InLog.Keys.ToFrozenDictionary(
        type => type, type => Enumerable.Range(1, int.MaxValue - 1).First(version => Find(type, version + 1) is null),
        StringComparer.Ordinal);

    /// <summary>The version that the code reads and writes.</summary>
    public static int Newest(string type) => NewestByType[type];

    internal static JsonNode Read(string type, int version)
    {
        using var schema = typeof(SchemaVersions).Assembly.GetManifestResourceStream(Find(type, version)!)!;
        return JsonNode.Parse(schema)!;
    }

    private static string? Find(string type, int version)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"schemas/{type}.{version}.json");
        return typeof(SchemaVersions).Assembly.GetManifestResourceInfo(name) is null ? null : name;
    }
}
