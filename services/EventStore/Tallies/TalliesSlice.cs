namespace EventPlatform.EventStore.Tallies;

/// <summary>What became of what Ingestion accepted.</summary>
internal static class TalliesSlice
{
    public static IServiceCollection AddTallies(this IServiceCollection services)
    {
        services.AddSingleton<TallyStore>().AddHealthChecks().AddCheck<MissingReports>("missing", tags: ["Postgres"]);
        return services;
    }
}
