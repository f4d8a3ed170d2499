using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace EventPlatform.Hosting;

/// <summary>Answers a request that could not be read with the part that could not be read.</summary>
internal sealed class UnreadableRequest(IProblemDetailsService problems) : IExceptionHandler
{
    public const string Title = "The request cannot be read";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BadHttpRequestException unreadable) return false;
        httpContext.Response.StatusCode = unreadable.StatusCode;
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails =
            {
                Title = Title,
                Detail = unreadable.InnerException is JsonException json
                    ? $"The body is not JSON of the right shape, at {json.Path ?? "its beginning"}."
                    : unreadable.Message,
            },
        });
    }
}
