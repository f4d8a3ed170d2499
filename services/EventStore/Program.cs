using System.Text.Json;
using System.Text.Json.Serialization;
using EventPlatform.EventStore;
using EventPlatform.EventStore.Access;
using EventPlatform.Hosting;
using EventPlatform.Storage;

return await PlatformService.RunAsync(args,
    builder =>
    {
        builder.AddReportLog();
        builder.AddBroker();
        builder.Services.ConfigureHttpJsonOptions(http => http.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase)));
        builder.Services.AddSingleton<LogMigration>().AddSingleton<DeadLetters>().AddSingleton<ReportAppender>().AddSingleton<AccessStore>().AddSingleton<AccessRefresh>();
        builder.Services.AddHealthChecks().AddCheck<LogMigration>("log").AddCheck<ReportAppender>("append");
        builder.Services.AddHostedService<PartitionConsumers>().AddHostedService<HoleFiller>();
        builder.Services.AddHostedService(services => services.GetRequiredService<AccessRefresh>());
    },
    app =>
    {
        DeadLetters.Map(app);
        AccessRefresh.Map(app);
        app.MapFeeds();
        app.MapKeys();
    });
