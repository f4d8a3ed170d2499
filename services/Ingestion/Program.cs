using EventPlatform.Hosting;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Ingestion;
using EventPlatform.Ingestion.Publishing;
using EventPlatform.Ingestion.Schemas;
using EventPlatform.Ingestion.Validation;

return await PlatformService.RunAsync(args,
    builder =>
    {
        builder.AddAccessPolling();
        builder.AddBroker();
        builder.Services.AddOpenApi(ApiDocument.Name, EventDocumentation.Of("Ingestion", "Takes events, and says what they have to look like."));
        builder.Services.AddOptions<IngestionLimits>().Bind(builder.Configuration.GetSection("Limits")).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<CloudEventReader>().AddSingleton<FeedRates>();
        builder.Services.AddSingleton<Partitions>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Partitions>());
    },
    app =>
    {
        app.MapEvents();
        app.MapSchemas();
    });
