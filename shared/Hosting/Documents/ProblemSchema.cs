using Microsoft.OpenApi;

namespace EventPlatform.Hosting.Documents;

/// <summary>Problem details (RFC 9457) as every service gives them.</summary>
internal static class ProblemSchema
{
    public const string Name = "ProblemDetails";

    public static OpenApiSchema Create() => Object(
        "What is wrong, and what would be right (RFC 9457). What else an answer tells is a member beside these.",
        [
            ("type", Text("Link to the part of the page of errors that is about it.")),
            ("title", Text("The kind of problem, the same each time.")),
            ("status", new OpenApiSchema { Type = JsonSchemaType.Integer, Description = "The HTTP status." }),
            ("detail", Text("What to do about it.")),
            ("traceId", Text("Names the request in the logs.")),
            ("errors", new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Description = "Everything that is wrong, each with its place: a JSON Pointer into the body, or a parameter of the query string.",
                Items = Object(null, [("pointer", Text(null)), ("parameter", Text(null)), ("detail", Text("What would be right."))], "detail"),
            }),
        ], "title", "status");

    private static OpenApiSchema Text(string? description) => new() { Type = JsonSchemaType.String, Description = description };

    private static OpenApiSchema Object(string? description, IEnumerable<(string Name, OpenApiSchema Schema)> properties, params string[] required) => new()
    {
        Type = JsonSchemaType.Object,
        Description = description,
        AdditionalProperties = new OpenApiSchema(), // said, not left out: linters ask
        Properties = properties.ToDictionary(property => property.Name, IOpenApiSchema (property) => property.Schema, StringComparer.Ordinal),
        Required = required.ToHashSet(StringComparer.Ordinal),
    };
}
