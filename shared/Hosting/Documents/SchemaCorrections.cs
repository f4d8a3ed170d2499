using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace EventPlatform.Hosting.Documents;

/// <summary>Adds what ASP.NET Core's schemas leave open and client generators need.</summary>
internal static class SchemaCorrections
{
    private const string Absent = "absent";

    public static void AddTo(OpenApiOptions options)
    {
        options.CreateSchemaReferenceId = json => IsAnything(json.Type) ? null : OpenApiOptions.CreateDefaultSchemaReferenceId(json);
        options.AddSchemaTransformer((schema, context, _) =>
        {
            Correct(schema, context.JsonTypeInfo);
            return Task.CompletedTask;
        });
        options.AddDocumentTransformer((document, _, _) =>
        {
            foreach (var schema in document.Components?.Schemas?.Values.OfType<OpenApiSchema>() ?? []) LeaveOutNulls(schema);
            return Task.CompletedTask;
        });
    }

    /// <summary>True for JSON of any kind, which gets no schema of its own.</summary>
    private static bool IsAnything(Type type) =>
        type == typeof(JsonElement) || type == typeof(JsonElement?) || type.IsAssignableTo(typeof(JsonNode));

    private static void Correct(OpenApiSchema schema, JsonTypeInfo json)
    {
        var type = Nullable.GetUnderlyingType(json.Type) ?? json.Type;
        if (type == typeof(decimal)) schema.Format = "decimal"; // otherwise a generated client uses a binary double
        if (type.IsEnum)
        {
            schema.Type = JsonSchemaType.String;
            schema.Enum = [.. schema.Enum!.OfType<JsonNode>().Where(value => value.GetValueKind() is JsonValueKind.String)];
        }

        var always = json.Options.DefaultIgnoreCondition is JsonIgnoreCondition.WhenWritingNull;
        string[] absent =
        [
            .. json.Properties.Where(property => property.IsGetNullable && (always || IsLeftOut(property)))
                .Select(property => property.Name),
        ];
        schema.Required?.ExceptWith(absent);
        if (absent.Length > 0) (schema.Metadata ??= new Dictionary<string, object>(StringComparer.Ordinal))[Absent] = absent;
    }

    /// <summary>If nulls are not written, a nullable member is absent instead of null.</summary>
    private static void LeaveOutNulls(OpenApiSchema schema)
    {
        if (schema is not { Metadata: { } metadata, Properties: { } properties } || !metadata.TryGetValue(Absent, out var absent)) return;
        foreach (var name in (string[])absent)
        {
            if (!properties.TryGetValue(name, out var found) || found is not OpenApiSchema property) continue;
            property.Type &= ~JsonSchemaType.Null;
            if (property.OneOf is [OpenApiSchema { Type: JsonSchemaType.Null }, var other]) properties[name] = other;
        }
    }

    private static bool IsLeftOut(JsonPropertyInfo property) =>
        property.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: true)
        is [JsonIgnoreAttribute { Condition: JsonIgnoreCondition.WhenWritingNull }];
}
