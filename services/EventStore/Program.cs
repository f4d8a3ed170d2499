using EventPlatform.Broker;
using EventPlatform.EventStore;
using EventPlatform.EventStore.Access;
using EventPlatform.EventStore.DeadLetters;
using EventPlatform.EventStore.Erasure;
using EventPlatform.EventStore.Export;
using EventPlatform.EventStore.Inspection;
using EventPlatform.EventStore.Tallies;
using EventPlatform.EventStore.Timeline;
using EventPlatform.Hosting;
using EventPlatform.Hosting.Documents;
using EventPlatform.Storage;

return await PlatformService.RunAsync(args, builder =>
{
    builder.AddPostgres(statementSeconds: 5, writes: true, own => own.Options ??= "-c idle_in_transaction_session_timeout=30s");
    builder.AddReportLog();
    builder.AddBroker();
    builder.Services.AddOpenApi(ApiDocument.Name, ApiDocument.Of("EventStore", "Feeds, keys and dead letters, for ops.",
        operation => operation.Refuse(StatusCodes.Status503ServiceUnavailable, DatabaseAway.Title, DatabaseAway.Detail)));
    builder.Services.AddSingleton<LogMigration>().AddSingleton<AppendNotices>().AddSingleton<LogAppend>()
        .AddSingleton(services => new GroupCommit(services.GetRequiredService<LogAppend>().RunAsync)).AddSingleton<AppendsUnderWay>()
        .AddSingleton<WaitingChunks>().AddSingleton<ReportAppender>().AddSingleton<HoleFiller>().AddSingleton<ErasureStore>();
    builder.Services.AddHostedService(services => services.GetRequiredService<HoleFiller>()).AddHostedService<PartitionConsumers>()
        .AddDeadLetters().AddAccess().AddExport().AddInspection().AddTimeline().AddTallies();
    builder.Services.AddHealthChecks().AddCheck<LogMigration>("log").AddCheck<HoleFiller>("positions")
        .AddCheck<ReportAppender>("append", tags: ["Postgres"]).AddCheck<AccessRefresh>("access").AddCheck<LogWatch>("content");
}, app =>
{
    app.MapDeadLetters();
    app.MapAccess();
    app.MapInspection();
    app.MapExport();
    app.MapTimeline();
    app.MapErasures();
    app.MapTallies();
});
