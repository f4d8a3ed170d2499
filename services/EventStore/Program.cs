using System.Text.Json;
using System.Text.Json.Serialization;
using EventPlatform.EventStore;
using EventPlatform.EventStore.Access;
using EventPlatform.EventStore.DeadLetters;
using EventPlatform.Hosting;
using EventPlatform.Hosting.Documents;
using EventPlatform.Storage;

return await PlatformService.RunAsync(args, builder =>
{
    builder.AddPostgres(statementSeconds: 5, writes: true, own => own.Options ??= "-c idle_in_transaction_session_timeout=30s");
    builder.AddReportLog();
    builder.AddBroker();
    builder.Services.AddOpenApi(ApiDocument.Name, ApiDocument.Of("EventStore", "Feeds, keys and what could not be stored: for ops.",
        operation => operation.Refuse(StatusCodes.Status503ServiceUnavailable, DatabaseAway.Title, DatabaseAway.Detail)));
    builder.Services.ConfigureHttpJsonOptions(http =>
        http.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase)));
    builder.Services.AddSingleton<LogMigration>().AddSingleton<DeadLetterStore>().AddSingleton<LetterGroups>().AddSingleton<LetterBatch>()
        .AddSingleton<RedriveBatch>().AddSingleton<LogCheck>().AddSingleton<Redrive>().AddSingleton<AppendNotices>()
        .AddSingleton<LogAppend>().AddSingleton(services => new GroupCommit(services.GetRequiredService<LogAppend>().RunAsync))
        .AddSingleton<AppendsUnderWay>().AddSingleton<WaitingChunks>().AddSingleton<ReportAppender>().AddSingleton<AccessStore>()
        .AddSingleton<FeedRegistry>().AddSingleton<HoleFiller>().AddSingleton<KeyIssue>().AddSingleton<MaintenanceSwitch>()
        .AddSingleton<RefusalAudit>().AddSingleton<AccessRefresh>();
    builder.Services.AddHealthChecks().AddCheck<LogMigration>("log").AddCheck<HoleFiller>("positions")
        .AddCheck<ReportAppender>("append", tags: ["Postgres"]).AddCheck<AccessRefresh>("access");
    builder.Services.AddHostedService(services => services.GetRequiredService<HoleFiller>()).AddHostedService<PartitionConsumers>()
        .AddHostedService<WaitingLetters>().AddHostedService(services => services.GetRequiredService<AccessRefresh>());
}, app =>
{
    app.MapDeadLetters();
    app.MapQueues();
    app.MapLogCheck();
    AccessRefresh.Map(app);
    app.MapRefusals();
    app.MapAudit();
    app.MapFeeds();
    app.MapKeys();
    app.MapMaintenance();
});
