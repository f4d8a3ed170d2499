using System.Text.Json.Nodes;
using EventPlatform.Hosting.Documents;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace EventPlatform.Ingestion.Schemas;

/// <summary>
/// Documents the body of a post: the schemas are those of <c>/v1/schemas</c>, and the examples are one event of each report type.
/// </summary>
internal static class EventDocumentation
{
    private const string Event = "CloudEvent";

    /// <summary>One event of each type, from an NDJSON file.</summary>
    private static readonly JsonNode[] Examples = ReadExamples();

    public static Action<OpenApiOptions> Of(string title, string description) => options =>
    {
        ApiDocument.Of(title, description)(options);
        options.AddDocumentTransformer((document, _, _) =>
        {
            ReportSchemas.AddTo(document);
            document.AddComponent<IOpenApiSchema>(Event, ReportSchemas.Parsed(EventSchema(), document));
            return Task.CompletedTask;
        });
    };

    public static RouteHandlerBuilder TakesEvents(this RouteHandlerBuilder endpoint) => endpoint.Changes(operation =>
    {
        var one = new OpenApiSchemaReference(Event, null);
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                [PostEvents.OneEvent] = new()
                {
                    Schema = one,
                    Examples = Examples.ToDictionary(
                        example => (string)example["type"]!, IOpenApiExample (example) => new OpenApiExample { Value = example },
                        StringComparer.Ordinal),
                },
                [BinaryMode.MediaType] = new() { Schema = Data(), Example = Examples[0]["data"]!.DeepClone() },
                [PostEvents.Batch] = new()
                {
                    Schema = new OpenApiSchema { Type = JsonSchemaType.Array, Items = one },
                    Example = new JsonArray([.. Examples.Take(2).Select(example => example.DeepClone())])
                },
                [PostEvents.EventLines] = new()
                {
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String, Description = "One event per line." },
                    Example = string.Join('\n', Examples.Select(example => example.ToJsonString()))
                },
            },
        };
    });

    private static OpenApiSchema Data() =>
        new() { AnyOf = [.. ReportSchemas.ByType.Keys.Select(type => new OpenApiSchemaReference(type, null))] };

    private static JsonObject EventSchema()
    {
        var properties = new JsonObject
        {
            ["specversion"] = Text("1.0"),
            ["id"] = Text("Identifies the report, together with the source. Sending it again with the same content changes nothing."),
            ["source"] = Text("The feed's own source, or below it: a URI reference such as /feeds/press."),
            ["type"] = new JsonObject
            {
                ["type"] = "string", ["enum"] = new JsonArray([.. ReportSchemas.ByType.Keys.Select(type => JsonValue.Create(type))])
            },
            ["time"] = Text("The time of the report according to the feed: RFC 3339 with its offset."),
            ["subject"] = Text("Kept as sent, like every other context attribute and extension."),
            ["recordkey"] =
                Text("The feed's own key of the thing that it reports on. A later report with the same key revises the earlier one."),
            ["partitionkey"] = Text("Events with the same key keep their order; by default, the key is the company."),
            ["sequence"] = Text("A whole number that orders the reports of a record, if they may arrive in another order."),
            ["release"] = Text("The release of the data set that the event is from."),
            ["traceparent"] = Text("W3C trace context."),
            ["data"] = new JsonObject
            {
                ["anyOf"] = new JsonArray(
                    [.. ReportSchemas.ByType.Keys.Select(type => new JsonObject { ["$ref"] = $"#/components/schemas/{type}" })])
            },
        };
        return new JsonObject
        {
            ["type"] = "object",
            ["description"] = "A CloudEvents 1.0 event in structured mode.",
            ["properties"] = properties,
            ["required"] = new JsonArray("specversion", "id", "source", "type", "data"),
        };
    }

    private static JsonObject Text(string description) => new() { ["type"] = "string", ["description"] = description };

    private static JsonNode[] ReadExamples()
    {
        using var lines = new StreamReader(typeof(EventDocumentation).Assembly.GetManifestResourceStream("examples.ndjson")!);
        return [.. lines.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
    }
}
