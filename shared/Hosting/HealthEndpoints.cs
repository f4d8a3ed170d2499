using System.Net.Mime;
using System.Text.Json;
using System.Text.Json.Serialization;
using EventPlatform.Hosting.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EventPlatform.Hosting;

/// <summary>
/// <c>GET /health/live</c>: the process answers. <c>GET /health/ready</c>: 200 when the service can do its work, else 503;
/// the body names each check with its state and, where it is not healthy, one line that says why.
/// </summary>
public static class HealthEndpoints
{
    public const string Ready = "/health/ready";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).Get(MediaTypeNames.Text.Plain);
        app.MapHealthChecks(Ready, new HealthCheckOptions { ResponseWriter = Write }).Get(MediaTypeNames.Application.Json);
    }

    private static void Get(this IEndpointConventionBuilder endpoint, string mediaType) =>
        endpoint.AllowAnonymous().Offers(mediaType).WithMetadata(new HttpMethodMetadata([HttpMethods.Get]));

    private static Task Write(HttpContext http, HealthReport report) => http.Response.WriteAsJsonAsync(new
    {
        status = report.Status.ToString(),
        checks = report.Entries.ToDictionary(
            check => check.Key,
            check => new { status = check.Value.Status.ToString(), why = check.Value.Description },
            StringComparer.Ordinal),
    }, Json, http.RequestAborted);
}
