using Microsoft.AspNetCore.Diagnostics;
using Npgsql;

namespace EventPlatform.Query;

/// <summary>Answers 503 with Retry-After where Postgres is away, or the read tables are not built or not far enough yet.</summary>
internal sealed class Unavailable(IProblemDetailsService problems) : IExceptionHandler
{
    public const string Title = "Not available now";
    public const string DatabaseAway = "The database does not answer. Ask again later.";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not (NotBuiltException or NotProjectedException or NpgsqlException { IsTransient: true })) return false;
        httpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        httpContext.Response.Headers.RetryAfter = "2";
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails = { Title = Title, Detail = exception is NpgsqlException ? DatabaseAway : exception.Message },
        });
    }
}
