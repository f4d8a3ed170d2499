using Microsoft.OpenApi;

namespace EventPlatform.Hosting.Documents;

/// <summary>The schema of the problem details (RFC 9457) of every service.</summary>
internal static class ProblemSchema
{
    public const string Name = "ProblemDetails";

    public static OpenApiSchema Create() => Object(
        "What is wrong, and what would be right (RFC 9457). An answer can have further members.",
        [
            ("type", Text("A link to the section about this problem on the page of errors.")),
            ("title", Text("The kind of problem. It is the same text each time.")),
            ("status", new OpenApiSchema { Type = JsonSchemaType.Integer, Description = "The HTTP status." }),
            ("detail", Text("What to do about it.")),
            ("traceId", Text("Identifies the request in the logs.")),
            ("errors", new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Description = "All errors, each with its location: a JSON Pointer into the body, or a parameter of the query string.",
                Items =
                    Object(null, [("pointer", Text(null)), ("parameter", Text(null)), ("detail", Text("What would be right."))], "detail"),
            }),
        ], "title", "status");

    private static OpenApiSchema Text(string? description) => new() { Type = JsonSchemaType.String, Description = description };

    private static OpenApiSchema Object(
        string? description, IEnumerable<(string Name, OpenApiSchema Schema)> properties, params string[] required) => new()
    {
        Type = JsonSchemaType.Object,
        Description = description,
        AdditionalProperties = new OpenApiSchema(), // explicit, because linters require it
        Properties =
            properties.ToDictionary(property => property.Name, IOpenApiSchema (property) => property.Schema, StringComparer.Ordinal),
        Required = required.ToHashSet(StringComparer.Ordinal),
    };
}
