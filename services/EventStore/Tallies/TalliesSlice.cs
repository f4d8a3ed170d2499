namespace EventPlatform.EventStore.Tallies;

/// <summary>What became of what was posted to Ingestion.</summary>
internal static class TalliesSlice
{
    public static IServiceCollection AddTallies(this IServiceCollection services)
    {
        services.AddSingleton<RefusedEventStore>().AddSingleton<TallyStore>().AddHealthChecks().AddCheck<MissingReports>("missing", tags: ["Postgres"]);
        return services;
    }
}
