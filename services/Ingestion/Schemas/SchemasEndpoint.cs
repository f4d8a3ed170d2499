using System.Text.Json.Nodes;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;

namespace EventPlatform.Ingestion.Schemas;

/// <summary><c>GET /v1/schemas</c>: the report types. <c>GET /v1/schemas/{type}</c>: JSON Schema of one type's <c>data</c>.</summary>
internal static class SchemasEndpoint
{
    private const string NoSuchType = "No such report type";
    private static readonly string ThereAre = $"There are {string.Join(", ", ReportSchemas.ByType.Keys)}.";

    public static void MapSchemas(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/schemas", () => TypedResults.Ok(
                ReportSchemas.ByType.Keys.ToDictionary(type => type, type => $"/v1/schemas/{type}", StringComparer.Ordinal)))
            .RequireKey(Role.Feed, Role.Read).WithName("listSchemas").WithSummary("The report types, and the address of each schema")
            .Answers<Dictionary<string, string>>("""{"FundingRaised":"/v1/schemas/FundingRaised"}""");
        app.MapGet("/v1/schemas/{type}", IResult (string type) => ReportSchemas.ByType.TryGetValue(type, out var schema)
            ? TypedResults.Text(schema.ToJsonString(), "application/schema+json")
            : TypedResults.Problem(title: NoSuchType, detail: ThereAre, statusCode: StatusCodes.Status404NotFound))
            .RequireKey(Role.Feed, Role.Read).WithName("getSchema")
                .WithSummary("JSON Schema (2020-12) of one report type's data").Describes("type", "A report type.", "FundingRaised")
            .Produces<JsonObject>(StatusCodes.Status200OK, "application/schema+json")
            .Refuses(StatusCodes.Status404NotFound, NoSuchType, ThereAre);
    }
}
