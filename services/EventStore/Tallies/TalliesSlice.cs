namespace EventPlatform.EventStore.Tallies;

/// <summary>Registers the services that count the outcomes of posted reports.</summary>
internal static class TalliesSlice
{
    public static IServiceCollection AddTallies(this IServiceCollection services)
    {
        services.AddSingleton<RefusedEventStore>().AddSingleton<TallyStore>().AddHealthChecks()
            .AddCheck<MissingReports>("missing", tags: ["Postgres"]);
        return services;
    }
}
