using System.Net;
using EventPlatform.Dashboard.Upstream;

namespace EventPlatform.Dashboard.Layout;

internal static class ErrorPageSetup
{
    /// <summary>What a service refuses is shown, and is no fault of the dashboard: the log does not have it.</summary>
    public static void UseErrorPage(this IApplicationBuilder app) => app.UseExceptionHandler(new ExceptionHandlerOptions
    {
        ExceptionHandlingPath = "/error",
        CreateScopeForErrors = true,
        SuppressDiagnosticsCallback = context => context.Exception is UpstreamException { Status: < HttpStatusCode.InternalServerError },
    });
}
