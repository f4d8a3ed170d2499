using System.Net.Mime;
using EventPlatform.Hosting.Health;
using EventPlatform.Hosting.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace EventPlatform.Hosting.Documents;

/// <param name="Docs">The page on which to read about the endpoints and try them.</param>
/// <param name="OpenApi">The same as an OpenAPI document.</param>
/// <param name="Health">The readiness of the service.</param>
internal sealed record RootAnswer(string Service, string? Description, string Docs, string OpenApi, string Health);

/// <summary><c>GET /</c>: describes the service and links to its documentation, also in the Link header (RFC 8631).</summary>
internal static class Root
{
    public static void MapRoot(this IEndpointRouteBuilder app) =>
        app.MapGet("/", Get).AllowAnonymous().ExcludeFromDescription().Offers(MediaTypeNames.Application.Json);

    private static async Task<Ok<RootAnswer>> Get(
        HttpResponse response, [FromKeyedServices(ApiDocument.Name)] IOpenApiDocumentProvider documents, CancellationToken ct)
    {
        var info = (await documents.GetOpenApiDocumentAsync(ct)).Info;
        response.Headers.Link = $"<{DocsPage.Path}>; rel=\"service-doc\", <{ApiDocument.Path}>; rel=\"service-desc\", <{HealthEndpoints.Ready}>; rel=\"status\"";
        return TypedResults.Ok(new RootAnswer(info.Title!, info.Description, DocsPage.Path, ApiDocument.Path, HealthEndpoints.Ready));
    }
}
