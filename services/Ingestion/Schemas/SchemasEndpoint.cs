using EventPlatform.Hosting.Access;

namespace EventPlatform.Ingestion.Schemas;

/// <summary><c>GET /v1/schemas</c>: the report types. <c>GET /v1/schemas/{type}</c>: JSON Schema of one type's <c>data</c>.</summary>
internal static class SchemasEndpoint
{
    public static void MapSchemas(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/schemas", () => TypedResults.Ok(ReportSchemas.ByType.Keys.ToDictionary(type => type, type => $"/v1/schemas/{type}", StringComparer.Ordinal)))
            .RequireKey(Role.Feed, Role.Read);
        app.MapGet("/v1/schemas/{type}", IResult (string type) => ReportSchemas.ByType.TryGetValue(type, out var schema)
            ? TypedResults.Text(schema.ToJsonString(), "application/schema+json")
            : TypedResults.Problem(title: "No such report type", detail: $"There are {string.Join(", ", ReportSchemas.ByType.Keys)}.", statusCode: StatusCodes.Status404NotFound))
            .RequireKey(Role.Feed, Role.Read);
    }
}
