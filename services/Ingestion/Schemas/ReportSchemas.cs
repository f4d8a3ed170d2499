using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Versions;

namespace EventPlatform.Ingestion.Schemas;

/// <summary>JSON Schema (2020-12) of each report type's <c>data</c>, from the contract itself: what validation reads is what is shown.</summary>
internal static class ReportSchemas
{
    private static readonly JsonSchemaExporterOptions Options = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Transform };

    public static IReadOnlyDictionary<string, JsonObject> ByType { get; } =
        ReportTypes.ByName.ToDictionary(type => type.Key, type => Of(type.Key, type.Value), StringComparer.Ordinal);

    private static JsonObject Of(string name, Type type)
    {
        var schema = ContractJson.Options.GetJsonSchemaAsNode(type, Options).AsObject();
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "$id", $"/v1/schemas/{name}");
        schema.Insert(2, "title", name);
        return schema;
    }

    private static JsonNode Transform(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (context.TypeInfo.Type == typeof(PartialDate)) return DateSchema();
        if (schema["properties"] is JsonObject fields) fields[Extensions.Name] = ExtensionsSchema();
        if (schema is not JsonObject node || context.PropertyInfo?.AttributeProvider is not { } declared) return schema;
        if (First<StringLengthAttribute>(declared) is { } length)
        {
            if (length.MinimumLength > 0) node["minLength"] = length.MinimumLength;
            node["maxLength"] = length.MaximumLength;
        }

        if (First<RangeAttribute>(declared) is { } range)
        {
            node["minimum"] = JsonValue.Create((double)range.Minimum);
            if (range.Maximum is not double.MaxValue) node["maximum"] = JsonValue.Create((double)range.Maximum);
        }

        return node;
    }

    private static JsonObject ExtensionsSchema() => new() { ["description"] = "Fields that are not known here. Those sent beside it are moved into it.", ["type"] = "object" };

    private static JsonObject DateSchema() => new()
    {
        ["description"] = "EDTF: 2019-11-13, 2019-11, 2019, quarter 2020-34 or 2020-Q2, half 2020-40 or 2020-H1, interval a/b, open ../b or a/.., approximate with ~.",
        ["oneOf"] = new JsonArray(
            new JsonObject { ["type"] = "string" },
            new JsonObject
            {
                ["type"] = "object",
                ["properties"] = new JsonObject { ["date"] = new JsonObject { ["type"] = "string" }, ["wording"] = new JsonObject { ["type"] = "string" }, [Extensions.Name] = ExtensionsSchema() },
                ["required"] = new JsonArray("date"),
            }),
    };

    private static T? First<T>(ICustomAttributeProvider declared) where T : Attribute =>
        declared.GetCustomAttributes(typeof(T), inherit: true).Cast<T>().FirstOrDefault();
}
