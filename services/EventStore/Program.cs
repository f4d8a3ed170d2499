using EventPlatform.EventStore;
using EventPlatform.Hosting;
using EventPlatform.Storage;

return await PlatformService.RunAsync(args,
    builder =>
    {
        builder.AddReportLog();
        builder.AddBroker();
        builder.Services.AddSingleton<LogMigration>().AddSingleton<DeadLetters>().AddSingleton<ReportAppender>();
        builder.Services.AddHealthChecks().AddCheck<LogMigration>("log").AddCheck<ReportAppender>("append");
        builder.Services.AddHostedService<PartitionConsumers>().AddHostedService<HoleFiller>();
    },
    DeadLetters.Map);
