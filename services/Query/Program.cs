using EventPlatform.Contracts;
using EventPlatform.Hosting;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Query;
using EventPlatform.Query.Companies;
using EventPlatform.Query.Events;
using EventPlatform.Query.Facts;
using EventPlatform.Query.Funding;
using EventPlatform.Query.Live;
using EventPlatform.Query.Promises;
using EventPlatform.Query.Receipts;
using EventPlatform.Query.Records;
using EventPlatform.Query.Shipments;
using EventPlatform.Storage;

return await PlatformService.RunAsync(args,
    builder =>
    {
        builder.AddAccessPolling();
        builder.AddPostgres();
        builder.Services.ConfigureHttpJsonOptions(http => ContractJson.Apply(http.SerializerOptions));
        builder.Services.AddOpenApi(ApiDocument.Name, ApiDocument.Of("Query", "Facts, and the log that they rest on. Read-only.", QueryDocumentation.OfAll));
        builder.Services.AddExceptionHandler<Unavailable>();
        builder.Services.AddSingleton<ReadTables>().AddSingleton<Attributions>().AddNotifications();
        builder.Services.AddLive<LogReader, LogEvent, LogFilter>().AddLive<FactChanges, FactChange, FactFilter>();
        builder.Services.AddHealthChecks().AddCheck<ReadTables>("read-tables");
    },
    app =>
    {
        app.MapCompanies();
        app.MapFacts();
        app.MapRecords();
        app.MapReceipts();
        app.MapFundingTotals();
        app.MapShipments();
        app.MapPromises();
        app.MapLogEvents();
    });
