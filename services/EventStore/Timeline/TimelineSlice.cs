namespace EventPlatform.EventStore.Timeline;

/// <summary>Registers the services of the timeline.</summary>
internal static class TimelineSlice
{
    public static IServiceCollection AddTimeline(this IServiceCollection services) =>
        services.AddSingleton<ServiceChanges>().AddHostedService(services => services.GetRequiredService<ServiceChanges>());
}
