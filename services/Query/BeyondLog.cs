using EventPlatform.Hosting;
using Microsoft.AspNetCore.Diagnostics;

namespace EventPlatform.Query;

/// <summary>A request names a position beyond the end of the log, so waiting for it would not help.</summary>
internal sealed class BeyondLogException(string parameter, long end)
    : Exception($"{parameter} is beyond the log, which ends at position {end}")
{
    public ParameterError Error => new(parameter, $"must not be beyond the log, which ends at position {end}");
}

/// <summary>Answers 400, as for any other wrong parameter.</summary>
internal sealed class BeyondLog : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BeyondLogException beyond) return false;
        await QueryParameters.Refuse(beyond.Error).ExecuteAsync(httpContext);
        return true;
    }
}
