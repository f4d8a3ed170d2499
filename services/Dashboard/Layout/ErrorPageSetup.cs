using System.Net;
using EventPlatform.Dashboard.Upstream;

namespace EventPlatform.Dashboard.Layout;

internal static class ErrorPageSetup
{
    /// <summary>Shows what a service refuses. That is no fault of the dashboard, so the log does not have it.</summary>
    public static void UseErrorPage(this IApplicationBuilder app) => app.UseExceptionHandler(new ExceptionHandlerOptions
    {
        ExceptionHandlingPath = "/error",
        CreateScopeForErrors = true,
        SuppressDiagnosticsCallback = context => context.Exception is UpstreamException { Status: < HttpStatusCode.InternalServerError },
    });
}
