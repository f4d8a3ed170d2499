using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EventPlatform.Storage;

/// <summary>Answers 503 with Retry-After and the reason if the database is unavailable. Every service with a database uses it.</summary>
public sealed partial class DatabaseAway(IProblemDetailsService problems, ILogger<DatabaseAway> log) : IExceptionHandler
{
    public const string Title = "Temporarily unavailable";
    public const string Detail = $"{PostgresOutage.NoAnswer} {AskAgain}";
    private const string AskAgain =
        "GET /health/ready shows the cause. Try again later. If the request was to change something, check first whether it did.";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (PostgresOutage.Explain(exception) is not { } reason) return false;
        Unavailable(httpContext.Request.Method, httpContext.Request.Path, PostgresOutage.Describe(exception));
        httpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        httpContext.Response.Headers.RetryAfter = "2";
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails = { Title = Title, Detail = $"{reason} {AskAgain}" },
        });
    }

    [LoggerMessage(LogLevel.Warning, "503 for {Method} {Path}: {Why}")]
    private partial void Unavailable(string method, string path, string why);
}
