using EventPlatform.Contracts;
using EventPlatform.Hosting;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Hosting.Settings;
using EventPlatform.Query;
using EventPlatform.Query.Companies;
using EventPlatform.Query.Events;
using EventPlatform.Query.Facts;
using EventPlatform.Query.Lists;
using EventPlatform.Query.Live;
using EventPlatform.Query.Mcp;
using EventPlatform.Storage;

return await PlatformService.RunAsync(args,
    builder =>
    {
        builder.AddAccessPolling();
        builder.Services.ConfigureHttpJsonOptions(http => ContractJson.Apply(http.SerializerOptions));
        builder.Services.AddOpenApi(ApiDocument.Name, QueryDocumentation.AddTo);
        builder.Services.AddResponseCompression(
            compression => compression.MimeTypes = ["application/json", "application/problem+json", ListAnswers.Csv, ListAnswers.Ndjson]);
        builder.AddSettings<QueryLimits>("Limits");
        builder.AddGenerationPools(statementSeconds: 10, ReadTables.Connect);
        builder.AddPostgres(statementSeconds: 10, writes: false, ReadTables.Connect)
            .AddExceptionHandler<Unavailable>().AddExceptionHandler<BeyondLog>()
            .AddSingleton<ReadTables>().AddSingleton<Reading>().AddSingleton<Attributions>().AddSingleton<FollowedCompanies>()
            .AddSingleton<EventStream>().AddSingleton<OpenStreams>();
        builder.Services.AddAgentTools();
        builder.AddNotifications(ReportLog.AppendedChannel, ReadModel.ChangedChannel);
        builder.Services.AddLive<LogReader, LogEvent, LogFilter>().AddLive<FactChanges, FactChange, FactFilter>()
            .AddHealthChecks().AddCheck<ReadTables>("read-tables", tags: ["Postgres"]).AddCheck<Freshness>("freshness", tags: ["Postgres"]);
    },
    app =>
    {
        app.UseResponseCompression();
        app.MapEverything();
    });
