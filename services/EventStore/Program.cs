using System.Text.Json;
using System.Text.Json.Serialization;
using EventPlatform.EventStore;
using EventPlatform.EventStore.Access;
using EventPlatform.EventStore.DeadLetters;
using EventPlatform.Hosting;
using EventPlatform.Hosting.Documents;
using EventPlatform.Storage;

return await PlatformService.RunAsync(args,
    builder =>
    {
        builder.AddReportLog();
        builder.AddBroker();
        builder.Services.AddOpenApi(ApiDocument.Name, ApiDocument.Of("EventStore", "Feeds, keys and what could not be stored: for ops.", DatabaseAway.Document));
        builder.Services.ConfigureHttpJsonOptions(http => http.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase)));
        builder.Services.AddExceptionHandler<DatabaseAway>();
        builder.Services.AddSingleton<LogMigration>().AddSingleton<DeadLetterStore>().AddSingleton<Redrive>().AddSingleton<ReportAppender>().AddSingleton<AccessStore>().AddSingleton<FeedRegistry>().AddSingleton<KeyIssue>().AddSingleton<RefusalAudit>().AddSingleton<AccessRefresh>();
        builder.Services.AddHealthChecks().AddCheck<LogMigration>("log").AddCheck<ReportAppender>("append").AddCheck<AccessRefresh>("access");
        builder.Services.AddHostedService<PartitionConsumers>().AddHostedService<HoleFiller>();
        builder.Services.AddHostedService(services => services.GetRequiredService<AccessRefresh>());
    },
    app =>
    {
        app.MapDeadLetters();
        AccessRefresh.Map(app);
        app.MapRefusals();
        app.MapAudit();
        app.MapFeeds();
        app.MapKeys();
    });
