using EventPlatform.Dashboard.SignIn;
using EventPlatform.Dashboard.Upstream;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace EventPlatform.Dashboard.Ops.Generations;

internal static class GenerationsSetup
{
    /// <summary>Adds a client that waits longer than a page does.</summary>
    public static void AddLongComparisons(this WebApplicationBuilder builder) =>
        builder.Services.AddHttpClient(Comparisons.Client, (services, client) =>
        {
            client.BaseAddress = services.GetRequiredService<IOptions<UpstreamOptions>>().Value.Projections;
            client.Timeout = TimeSpan.FromHours(1);
        });

    /// <summary><c>GET /ops/generations-part</c>: the list, which replaces the one on the page.</summary>
    public static void MapGenerationsPart(this IEndpointRouteBuilder app) =>
        app.MapGet("/ops/generations-part", () => new RazorComponentResult<GenerationsPart>()).RequireAuthorization(Policies.Observer);
}
