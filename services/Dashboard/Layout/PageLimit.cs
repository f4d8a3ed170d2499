using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Threading.RateLimiting;
using EventPlatform.Dashboard.Upstream;
using EventPlatform.Hosting.Settings;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.Extensions.Options;

namespace EventPlatform.Dashboard.Layout;

/// <summary>Settings <c>Pages</c>: how many pages are rendered at a time, and how many may wait for their turn.</summary>
public sealed class PageLimitOptions
{
    [Range(1, 10_000)]
    public int AtATime { get; set; } = 16 * Environment.ProcessorCount;

    [Range(0, 100_000)]
    public int Waiting { get; set; } = 500;
}

/// <summary>
/// Limits how many pages are rendered at a time. Each takes about 1 MB, so that without a limit memory runs out while the services are
/// slow. Pages of operations have their own limit, because operators need them when the others are slow.
/// </summary>
internal static class PageLimit
{
    private const string Operations = "/ops";

    public static void AddPageLimit(this WebApplicationBuilder builder)
    {
        builder.AddSettings<PageLimitOptions>("Pages");
        builder.Services.AddRateLimiter(limiter =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(Partition);
            limiter.OnRejected = (_, _) => throw new UpstreamException(
                HttpStatusCode.ServiceUnavailable, "The dashboard is busy",
                "It cannot render more pages at present. Try again in a few seconds.");
        });
    }

    private static RateLimitPartition<string> Partition(HttpContext http)
    {
        var component = http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type;
        if (component is null || component == typeof(ErrorPage)) return RateLimitPartition.GetNoLimiter("");
        var options = http.RequestServices.GetRequiredService<IOptions<PageLimitOptions>>().Value;
        return RateLimitPartition.GetConcurrencyLimiter(
            http.Request.Path.StartsWithSegments(Operations, StringComparison.Ordinal) ? Operations : "/", _ => new()
        {
            PermitLimit = options.AtATime,
            QueueLimit = options.Waiting,
        });
    }
}
