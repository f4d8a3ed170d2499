namespace EventPlatform.EventStore.Inspection;

/// <summary>What looks into the log and the queues, and its endpoints.</summary>
internal static class InspectionSlice
{
    public static IServiceCollection AddInspection(this IServiceCollection services) => services
        .AddSingleton<LogCheck>().AddSingleton<LogWatch>().AddHostedService(services => services.GetRequiredService<LogWatch>());

    public static void MapInspection(this IEndpointRouteBuilder app)
    {
        app.MapQueues();
        app.MapStreams();
        app.MapSizes();
        app.MapRefused();
        app.MapLogCheck();
    }
}
