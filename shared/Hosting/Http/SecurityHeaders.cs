using Microsoft.AspNetCore.Builder;

namespace EventPlatform.Hosting.Http;

/// <summary>
/// Adds headers to every answer, so that browsers execute nothing in it, do not frame it, and do not guess its type. A page can set its own
/// policy.
/// </summary>
internal static class SecurityHeaders
{
    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        http.Response.OnStarting(() =>
        {
            var headers = http.Response.Headers;
            if (headers.ContentSecurityPolicy.Count == 0) headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "no-referrer";
            return Task.CompletedTask;
        });
        return next(http);
    });
}
