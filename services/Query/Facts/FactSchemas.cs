using System.Text.Json.Nodes;
using EventPlatform.Contracts;
using EventPlatform.Hosting.Documents;
using EventPlatform.Query.Lists;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace EventPlatform.Query.Facts;

/// <summary>
/// Facts in the OpenAPI document: a base schema, and for each report type a schema with its data; <c>type</c> is the discriminator.
/// The schemas inherit (<c>allOf</c>), because NSwag generates nothing useful for <c>oneOf</c>.
/// </summary>
internal static class FactSchemas
{
    private const string Data = "data";

    public static void AddTo(OpenApiOptions options) => options.AddDocumentTransformer((document, _, _) =>
    {
        ReportSchemas.AddTo(document);
        var fact = (OpenApiSchema)document.Components!.Schemas![nameof(FactAnswer)];
        fact.Properties!.Remove(Data);
        fact.Required!.Remove(Data);
        var mapping = new Dictionary<string, OpenApiSchemaReference>(StringComparer.Ordinal);
        foreach (var type in ReportTypes.ByName.Keys.Where(ReportTypes.BecomesFacts))
        {
            document.AddComponent<IOpenApiSchema>($"{type}Fact", new OpenApiSchema
            {
                AllOf =
                [
                    new OpenApiSchemaReference(nameof(FactAnswer), document),
                    new OpenApiSchema
                    {
                        Type = JsonSchemaType.Object,
                        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
                        {
                            [Data] = new OpenApiSchemaReference(type, document),
                        },
                        Required = new HashSet<string>(StringComparer.Ordinal) { Data },
                    },
                ],
            });
            mapping[type] = new OpenApiSchemaReference($"{type}Fact", document);
        }

        // OpenAPI 3.2 has itemSchema for this
        var answer = document.Paths["/v1/facts"].Operations![HttpMethod.Get].Responses!["200"];
        var lines = (OpenApiSchema)answer.Content![ListAnswers.Ndjson].Schema!;
        lines.AddExtension("x-itemSchema", new JsonNodeExtension(new JsonObject
        {
            ["oneOf"] = new JsonArray([.. mapping.Keys.Select(type => new JsonObject { ["$ref"] = $"#/components/schemas/{type}Fact" })]),
        }));
        fact.Discriminator = new OpenApiDiscriminator { PropertyName = "type", Mapping = mapping };
        return Task.CompletedTask;
    });
}
