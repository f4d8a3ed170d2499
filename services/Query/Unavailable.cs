using EventPlatform.Storage;
using Microsoft.AspNetCore.Diagnostics;

namespace EventPlatform.Query;

/// <summary>Answers 503 with Retry-After while the read tables are not built or have not reached the position.</summary>
internal sealed class Unavailable(IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not (NotBuiltException or NotProjectedException)) return false;
        httpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        httpContext.Response.Headers.RetryAfter = "2";
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails = { Title = DatabaseAway.Title, Detail = exception.Message },
        });
    }
}
