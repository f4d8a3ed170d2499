using System.Net.Mime;
using EventPlatform.Hosting.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EventPlatform.Hosting.Health;

/// <summary>
/// <c>GET /health/live</c>: the process answers. <c>GET /health/ready</c>: 200 if the service can do its work (Healthy or Degraded),
/// otherwise 503. The body contains each check with its state, the reason in one line if it is not healthy, and the seconds since the check
/// last ended.
/// </summary>
public static class HealthEndpoints
{
    public const string Ready = "/health/ready";

    /// <summary>Registers the health checks of this service.</summary>
    public static IHealthChecksBuilder AddReadiness(this IServiceCollection services)
    {
        services.AddSingleton<Readiness>().AddSingleton<OwnState>().AddHostedService(provider => provider.GetRequiredService<Readiness>());
        return services.AddHealthChecks();
    }

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous()
            .Offers(MediaTypeNames.Text.Plain).WithMetadata(new HttpMethodMetadata([HttpMethods.Get]));
        app.MapGet(Ready, Answer).AllowAnonymous().ExcludeFromDescription().Offers(MediaTypeNames.Application.Json);
    }

    private static JsonHttpResult<ReadinessAnswer> Answer(Readiness readiness, HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        var answer = readiness.Answer();
        var isReady = answer.Status != HealthStatus.Unhealthy;
        return TypedResults.Json(
            answer, ReadinessAnswer.Json, statusCode: isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
