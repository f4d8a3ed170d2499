using System.Net.Mime;
using EventPlatform.Hosting.Http;

namespace EventPlatform.Query.Documents;

/// <summary><c>GET /v1/openapi/platform.json</c>: the endpoints of all services in one OpenAPI document.</summary>
internal static class PlatformDocument
{
    private const string Path = "/v1/openapi/platform.json";

    public static void MapPlatformDocument(this IEndpointRouteBuilder app) => app.MapGet(Path, () => TypedResults.Stream(
            typeof(PlatformDocument).Assembly.GetManifestResourceStream("platform.json")!, MediaTypeNames.Application.Json))
        .AllowAnonymous().ExcludeFromDescription().Offers(MediaTypeNames.Application.Json);
}
