using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace EventPlatform.Hosting.Http;

/// <summary>Adds HEAD to every GET endpoint and OPTIONS to every path, and names both in the Allow header.</summary>
internal static class Methods
{
    /// <summary>Routes HEAD as GET. Kestrel omits the body automatically.</summary>
    public static void UseRoutingWithHead(this WebApplication app)
    {
        app.Use((http, next) =>
        {
            if (HttpMethods.IsHead(http.Request.Method))
            {
                http.Items[typeof(Methods)] = http.Request.Method;
                http.Request.Method = HttpMethods.Get;
            }

            return next(http);
        });
        app.UseRouting();
        app.Use((http, next) =>
        {
            if (http.Items[typeof(Methods)] is string method) http.Request.Method = method;
            return next(http);
        });
    }

    /// <summary>
    /// Completes the answer of the endpoint that routing selects if a path has no endpoint for the method; it sets Allow and 405.
    /// </summary>
    public static void UseAllowedMethods(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (http.GetEndpoint() is not { RequestDelegate: { } notAllowed } endpoint || endpoint is RouteEndpoint)
        {
            await next(http);
            return;
        }

        await notAllowed(http);
        var methods = http.Response.Headers.Allow.ToString().Split(", ").ToList();
        if (methods.Contains(HttpMethods.Get)) methods.Insert(methods.IndexOf(HttpMethods.Get) + 1, HttpMethods.Head);
        http.Response.Headers.Allow = string.Join(", ", [.. methods, HttpMethods.Options]);
        if (HttpMethods.IsOptions(http.Request.Method)) http.Response.StatusCode = StatusCodes.Status204NoContent;
    });
}
