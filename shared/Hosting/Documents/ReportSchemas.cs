using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Versions;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace EventPlatform.Hosting.Documents;

/// <summary>
/// The JSON Schema (2020-12) of each report type's <c>data</c>, generated from the contract, so that the published schema is what
/// validation uses.
/// </summary>
public static class ReportSchemas
{
    private const string DateText =
        "EDTF: 2019-11-13, 2019-11, 2019, quarter 2020-34 or 2020-Q2, half 2020-40 or 2020-H1, interval a/b, open ../b or a/.., " +
        "approximate with ~.";

    private static readonly JsonSchemaExporterOptions Published = With(Transform);
    private static readonly JsonSchemaExporterOptions ForClients = With(Complete);

    public static IReadOnlyDictionary<string, JsonObject> ByType { get; } =
        ReportTypes.ByName.ToDictionary(type => type.Key, type => Of(type.Key, type.Value), StringComparer.Ordinal);

    /// <summary>Adds the schemas as components of an OpenAPI document, each under the name of its type.</summary>
    public static void AddTo(OpenApiDocument document)
    {
        foreach (var (name, type) in ReportTypes.ByName)
        {
            var schema = ContractJson.Options.GetJsonSchemaAsNode(type, ForClients).AsObject();
            document.AddComponent<IOpenApiSchema>(name, Parsed(schema, document));
        }
    }

    /// <summary>Parses a schema as part of an OpenAPI document.</summary>
    public static OpenApiSchema Parsed(JsonObject schema, OpenApiDocument document) =>
        OpenApiModelFactory.Parse<OpenApiSchema>(schema.ToJsonString(), OpenApiSpecVersion.OpenApi3_1, document, out _)!;

    private static JsonSchemaExporterOptions With(Func<JsonSchemaExporterContext, JsonNode, JsonNode> transform) =>
        new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = transform };

    private static JsonObject Of(string name, Type type)
    {
        var schema = ContractJson.Options.GetJsonSchemaAsNode(type, Published).AsObject();
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "$id", $"/v1/schemas/{name}");
        schema.Insert(2, "title", name);
        return schema;
    }

    /// <summary>Adds what the published schemas leave implicit and client generators need.</summary>
    private static JsonNode Complete(JsonSchemaExporterContext context, JsonNode schema)
    {
        // A text, or an object with the source's wording. Generators would choose one of the two and read no other
        if (context.TypeInfo.Type == typeof(PartialDate))
            return new JsonObject { ["description"] = $"{DateText} Text, or {{date, wording}}." };
        if (Transform(context, schema) is not JsonObject node) return schema;
        var nullable = Nullable.GetUnderlyingType(context.TypeInfo.Type);
        var type = nullable ?? context.TypeInfo.Type;
        if (type == typeof(decimal)) node["format"] = "decimal"; // otherwise a generated client uses a binary double
        if (type.IsEnum) node["type"] = nullable is null ? "string" : new JsonArray("string", "null");
        return node;
    }

    private static JsonNode Transform(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (context.TypeInfo.Type == typeof(PartialDate)) return DateSchema();
        if (schema is not JsonObject node) return schema;
        if (node["properties"] is JsonObject fields) fields[Extensions.Name] = ExtensionsSchema();
        if (context.PropertyInfo?.AttributeProvider is not { } declared) return node;
        if (First<StringLengthAttribute>(declared) is { } length)
        {
            if (length.MinimumLength > 0) node["minLength"] = length.MinimumLength;
            node["maxLength"] = length.MaximumLength;
        }

        if (First<RangeAttribute>(declared) is { } range)
        {
            node["minimum"] = JsonValue.Create(Convert.ToDouble(range.Minimum, CultureInfo.InvariantCulture));
            if (range.Maximum is not double.MaxValue)
                node["maximum"] = JsonValue.Create(Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture));
        }

        return node;
    }

    private static JsonObject ExtensionsSchema() =>
        new() { ["description"] = "Fields that are not known here. Those sent beside it are moved into it.", ["type"] = "object" };

    private static JsonObject DateSchema() => new()
    {
        ["description"] = DateText,
        ["oneOf"] = new JsonArray(
            new JsonObject { ["type"] = "string" },
            new JsonObject
            {
                ["type"] = "object",
                ["properties"] = new JsonObject { ["date"] = new JsonObject { ["type"] = "string" },
                    ["wording"] = new JsonObject { ["type"] = "string" }, [Extensions.Name] = ExtensionsSchema() },
                ["required"] = new JsonArray("date"),
            }),
    };

    private static T? First<T>(ICustomAttributeProvider declared) where T : Attribute =>
        declared.GetCustomAttributes(typeof(T), inherit: true).Cast<T>().FirstOrDefault();
}
