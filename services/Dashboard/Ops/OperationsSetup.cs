using EventPlatform.Dashboard.Ops.Generations;
using EventPlatform.Dashboard.Ops.Identity;
using EventPlatform.Dashboard.Ops.Overview;

namespace EventPlatform.Dashboard.Ops;

/// <summary>What the operations pages need.</summary>
internal static class OperationsSetup
{
    public static void AddOperations(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<Outcomes>().AddScoped<OperatorActions>().AddScoped<PlatformLook>().AddScoped<Declarations>()
            .AddSingleton<Comparisons>()
            .AddSingleton<LagHistory>().AddHostedService(services => services.GetRequiredService<LagHistory>());
        builder.AddLongComparisons();
    }

    public static void MapOperations(this IEndpointRouteBuilder app)
    {
        app.MapOverview();
        app.MapGenerationsPart();
    }
}
