using System.Net.Mime;
using EventPlatform.Hosting.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scalar.AspNetCore;

namespace EventPlatform.Hosting.Documents;

/// <summary>
/// <c>GET /v1/docs</c>: the OpenAPI document as a page. People type keys into it, so it loads from and calls only its own service, whatever
/// the address contains, and there is no page for any other document.
/// </summary>
internal static class DocsPage
{
    public const string Path = "/v1/docs";

    public static void MapDocsPage(this IEndpointRouteBuilder app) => app.MapScalarApiReference(Path, page => page
            .WithTitle("EventPlatform").WithOpenApiRoutePattern(ApiDocument.Path).AddPreferredSecuritySchemes(ApiDocument.Scheme)
            .WithFavicon("data:,").WithNonce()
            .HideClientButton().DisableDefaultFonts().DisableAgent().DisableMcp().DisableTelemetry().HideDeveloperTools())
        .AllowAnonymous().Offers(MediaTypeNames.Text.Html).Add(endpoint =>
        {
            var page = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = http => IsKnown(http.GetRouteValue("documentName")) ? ShowAsync(http, page) : RefuseAsync(http);
        });

    private static bool IsKnown(object? document) => document is null or "" or ApiDocument.Name;

    private static Task ShowAsync(HttpContext http, RequestDelegate page)
    {
        http.Response.OnStarting(() =>
        {
            http.Response.Headers.ContentSecurityPolicy =
                $"default-src 'none'; script-src 'self' 'nonce-{http.Items[ScalarOptions.NonceHttpContextItemKey]}'; "
                    + "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
            return Task.CompletedTask;
        });
        return page(http);
    }

    private static Task RefuseAsync(HttpContext http) =>
        TypedResults.Problem(title: "No such document", statusCode: StatusCodes.Status404NotFound,
            detail: $"There is one document, {ApiDocument.Name}: its page is at {Path}.").ExecuteAsync(http);
}
