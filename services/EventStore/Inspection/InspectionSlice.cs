namespace EventPlatform.EventStore.Inspection;

/// <summary>Registers the services and endpoints that inspect the log and the queues.</summary>
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
