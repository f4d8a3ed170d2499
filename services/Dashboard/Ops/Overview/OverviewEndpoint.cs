using EventPlatform.Dashboard.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EventPlatform.Dashboard.Ops.Overview;

/// <summary><c>GET /ops/overview-part</c>: the content of the overview, which replaces the one on the page.</summary>
internal static class OverviewEndpoint
{
    public static void MapOverview(this IEndpointRouteBuilder app) =>
        app.MapGet("/ops/overview-part", () => new RazorComponentResult<OverviewPart>()).RequireAuthorization(Policies.Observer);
}
