namespace EventPlatform.EventStore.Access;

/// <summary>Registers the services and endpoints of feeds, keys and maintenance.</summary>
internal static class AccessSlice
{
    public static IServiceCollection AddAccess(this IServiceCollection services) => services
        .AddSingleton<AccessStore>().AddSingleton<FeedRegistry>().AddSingleton<KeyIssue>().AddSingleton<MaintenanceSwitch>()
        .AddSingleton<RefusalAudit>().AddSingleton<AccessRefresh>()
        .AddHostedService(services => services.GetRequiredService<AccessRefresh>());

    public static void MapAccess(this IEndpointRouteBuilder app)
    {
        AccessRefresh.Map(app);
        app.MapRefusals();
        app.MapAudit();
        app.MapFeeds();
        app.MapKeys();
        app.MapMaintenance();
    }
}
