using EventPlatform.Hosting.Documents;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.OpenApi;
using Npgsql;

namespace EventPlatform.EventStore;

/// <summary>Answers 503 with Retry-After where Postgres is away.</summary>
internal sealed class DatabaseAway(IProblemDetailsService problems) : IExceptionHandler
{
    private const string Title = "Not available now";
    private const string Detail = "The database does not answer. Look at /health/ready, and ask again later: nothing is done twice.";

    public static void Document(OpenApiOperation operation) => operation.Refuse(StatusCodes.Status503ServiceUnavailable, Title, Detail);

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not NpgsqlException { IsTransient: true }) return false;
        httpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        httpContext.Response.Headers.RetryAfter = "2";
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails = { Title = Title, Detail = Detail },
        });
    }
}
