using EventPlatform.Hosting;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Hosting.Settings;
using EventPlatform.Projections.Candidates;
using EventPlatform.Projections.Generations;
using EventPlatform.Projections.Parking;
using EventPlatform.Storage;

return await PlatformService.RunAsync(args,
    builder =>
    {
        builder.AddAccessPolling();
        builder.Services.AddOpenApi(ApiDocument.Name, ApiDocument.Of(
            "Projections", "The read tables: their progress, rebuilds and parked groups, for ops.",
            operation => operation.Refuse(StatusCodes.Status503ServiceUnavailable, DatabaseAway.Title, DatabaseAway.Detail)));
        builder.AddPostgres(statementSeconds: 30, writes: true);
        builder.AddGenerationPools(statementSeconds: 30, Generation.Connect);
        builder.AddNotifications(ReportLog.AppendedChannel);
        builder.AddSettings<ProjectionLimits>("Limits");
        builder.Services.AddSingleton<GenerationStore>().AddSingleton<Progress>().AddSingleton<ParkedGroups>()
            .AddSingleton<ChangesByHand>();
        builder.Services.AddSingleton<GenerationHost>().AddHostedService(services => services.GetRequiredService<GenerationHost>());
        builder.Services.AddHostedService<GenerationGauges>();
        builder.Services.AddSingleton<CandidateFinder>().AddHostedService(services => services.GetRequiredService<CandidateFinder>());
        builder.Services.AddHealthChecks().AddCheck<GenerationHost>("projections").AddCheck<CandidateFinder>("candidates")
            .AddCheck<Progress>("progress", tags: ["Postgres"]).AddCheck<ParkedGroups>("parked", tags: ["Postgres"])
            .AddCheck<ChangesByHand>("changes", tags: ["Postgres"]);
    },
    app =>
    {
        Progress.Map(app);
        app.MapGenerations();
        app.MapParked();
    });
