using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace EventPlatform.Hosting.Documents;

/// <summary>
/// Describes an endpoint in the OpenAPI document, chained to its route. The example answer belongs to a request with the example values of
/// the parameters, on the sample data; parameters without an example are left out of that request. Tests verify both.
/// </summary>
public static class EndpointDocumentation
{
    private const string Json = "application/json";
    private const string ProblemJson = "application/problem+json";

    /// <summary>Adds a query parameter that is text, or one of several choices.</summary>
    /// <param name="format">The format in JSON Schema, such as <c>date</c>.</param>
    public static RouteHandlerBuilder Takes(
        this RouteHandlerBuilder endpoint, string name, string meaning, string? example = null, bool required = false,
        string? format = null, params string[] choices) =>
        endpoint.Parameter(name, meaning, example is null ? null : JsonValue.Create(example), required, new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Format = format,
            Enum = choices.Length == 0 ? null : [.. choices.Select(choice => JsonValue.Create(choice))],
        });

    /// <summary>Adds a query parameter that is a whole number.</summary>
    public static RouteHandlerBuilder TakesNumber(
        this RouteHandlerBuilder endpoint, string name, string meaning, long? example, long min, long? max) =>
        endpoint.Parameter(name, meaning, example is null ? null : JsonValue.Create(example), required: false, new OpenApiSchema
        {
            Type = JsonSchemaType.Integer,
            Format = max is null ? "int64" : "int32",
            Minimum = min.ToString(CultureInfo.InvariantCulture),
            Maximum = max?.ToString(CultureInfo.InvariantCulture),
        });

    /// <summary>Adds the parameters of a page: see <see cref="QueryParameters.Limit"/>, and a cursor.</summary>
    public static RouteHandlerBuilder TakesPage(this RouteHandlerBuilder endpoint, int fallback, int max, long? example = null) =>
        endpoint.TakesLimit(fallback, max, example)
            .Takes("cursor", "The 'next' value of the previous page. Send the other parameters unchanged.");

    public static RouteHandlerBuilder TakesLimit(this RouteHandlerBuilder endpoint, int fallback, int max, long? example = null) =>
        endpoint.TakesNumber("limit", $"The maximum number of items; {fallback} by default.", example, 1, max);

    /// <summary>Describes a parameter that the route or the handler's signature already declares.</summary>
    public static RouteHandlerBuilder Describes(
        this RouteHandlerBuilder endpoint, string name, string meaning, string? example = null) => endpoint.Changes(operation =>
    {
        var parameter = operation.Parameters!.OfType<OpenApiParameter>().Single(parameter => parameter.Name == name);
        var isNumber = parameter.Schema?.Type is { } type && type.HasFlag(JsonSchemaType.Integer);
        (parameter.Description, parameter.Example) =
            (meaning, example is null ? null : isNumber ? JsonNode.Parse(example) : JsonValue.Create(example));
    });

    /// <param name="example">The body as JSON; the handler's signature already declares it.</param>
    public static RouteHandlerBuilder TakesBody(this RouteHandlerBuilder endpoint, string example) => endpoint
        .Changes(operation => operation.RequestBody!.Content![Json].Example = JsonNode.Parse(example))
        .Refuses(StatusCodes.Status400BadRequest, UnreadableRequest.Title, "The body is not JSON of the right shape, at $.name.")
        .Refuses(StatusCodes.Status415UnsupportedMediaType, UnreadableRequest.Title,
            "Expected a supported JSON media type but got \"text/plain\".");

    /// <summary>Documents the error of a handler that reads the body itself.</summary>
    public static RouteHandlerBuilder ReadsBody(this RouteHandlerBuilder endpoint) =>
        endpoint.Refuses(StatusCodes.Status400BadRequest, UnreadableRequest.Title, "Unexpected end of request content.");

    /// <param name="example">The answer as JSON.</param>
    public static RouteHandlerBuilder Answers<TAnswer>(
        this RouteHandlerBuilder endpoint, string example, int status = StatusCodes.Status200OK) =>
        endpoint.Produces<TAnswer>(status, Json)
            .Changes(operation => operation.Response(status).Content![Json].Example = JsonNode.Parse(example));

    /// <summary>Adds a refusal with problem details.</summary>
    /// <param name="more">A JSON object with further members, such as <c>errors</c>.</param>
    public static RouteHandlerBuilder Refuses(
        this RouteHandlerBuilder endpoint, int status, string title, string detail, string? more = null) =>
        endpoint.Changes(operation => operation.Refuse(status, title, detail, more));

    /// <summary>Adds the refusal of <see cref="QueryParameters.Problem"/>, with one error as an example.</summary>
    public static void RefuseParameters(this OpenApiOperation operation, string parameter, string detail) =>
        operation.Refuse(
            StatusCodes.Status400BadRequest, QueryParameters.Invalid, QueryParameters.InvalidDetail,
            $$"""{"errors":[{"parameter":"{{parameter}}","detail":"{{detail}}"}]}""");

    /// <summary>Applies any other change to the operation.</summary>
    public static RouteHandlerBuilder Changes(
        this RouteHandlerBuilder endpoint, Action<OpenApiOperation> change) => endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
    {
        change(operation);
        return Task.CompletedTask;
    });

    public static void Refuse(this OpenApiOperation operation, int status, string title, string detail, string? more = null)
    {
        var example = new JsonObject { ["title"] = title, ["status"] = status, ["detail"] = detail };
        foreach (var (name, value) in JsonNode.Parse(more ?? "{}")!.AsObject()) example[name] = value!.DeepClone();
        var response = operation.Response(status);
        response.Content ??= new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal);
        response.Content.TryAdd(ProblemJson, new OpenApiMediaType { Schema = new OpenApiSchemaReference(ProblemSchema.Name, null) });
        var examples = response.Content[ProblemJson].Examples ??= new Dictionary<string, IOpenApiExample>(StringComparer.Ordinal);
        examples[title] = new OpenApiExample { Value = example };
        if (status is StatusCodes.Status401Unauthorized) response.Has(HeaderNames.WWWAuthenticate, "The authentication scheme: Bearer.");
        if (status is StatusCodes.Status408RequestTimeout or StatusCodes.Status429TooManyRequests
            or StatusCodes.Status503ServiceUnavailable)
            response.Has(HeaderNames.RetryAfter, "The number of seconds to wait before the request is sent again.");
    }

    /// <summary>Adds a header of the answer.</summary>
    public static RouteHandlerBuilder Heads(this RouteHandlerBuilder endpoint, int status, string name, string meaning) =>
        endpoint.Changes(operation => operation.Response(status).Has(name, meaning));

    public static void Has(this OpenApiResponse response, string name, string meaning) =>
        (response.Headers ??= new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal))[name] =
            new OpenApiHeader { Description = meaning, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };

    private static RouteHandlerBuilder Parameter(
        this RouteHandlerBuilder endpoint, string name, string meaning, JsonNode? example, bool required, OpenApiSchema schema) =>
        endpoint.Changes(operation => (operation.Parameters ??= []).Add(
            new OpenApiParameter
            {
                Name = name, In = ParameterLocation.Query, Description = meaning, Example = example, Required = required, Schema = schema
            }));

    private static OpenApiResponse Response(this OpenApiOperation operation, int status)
    {
        operation.Responses ??= [];
        var key = status.ToString(CultureInfo.InvariantCulture);
        operation.Responses.TryAdd(key, new OpenApiResponse { Description = ReasonPhrases.GetReasonPhrase(status) });
        return (OpenApiResponse)operation.Responses[key];
    }
}
