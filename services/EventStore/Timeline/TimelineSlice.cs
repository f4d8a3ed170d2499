namespace EventPlatform.EventStore.Timeline;

/// <summary>What happened to the platform, in one list.</summary>
internal static class TimelineSlice
{
    public static IServiceCollection AddTimeline(this IServiceCollection services) =>
        services.AddSingleton<ServiceChanges>().AddHostedService(services => services.GetRequiredService<ServiceChanges>());
}
