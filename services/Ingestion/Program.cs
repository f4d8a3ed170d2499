using EventPlatform.Broker;
using EventPlatform.Hosting;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Hosting.Settings;
using EventPlatform.Ingestion;
using EventPlatform.Ingestion.Bodies;
using EventPlatform.Ingestion.Publishing;
using EventPlatform.Ingestion.Refusals;
using EventPlatform.Ingestion.Schemas;
using EventPlatform.Ingestion.Validation;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

return await PlatformService.RunAsync(args,
    builder =>
    {
        builder.AddAccessPolling();
        builder.AddBroker();
        builder.Services.AddOpenApi(
            ApiDocument.Name, EventDocumentation.Of("Ingestion", "Accepts events, and describes their schemas."));
        builder.AddSettings<IngestionLimits>("Limits");
        builder.Services.AddSingleton<CloudEventReader>().AddSingleton<FeedRates>().AddSingleton<Senders>();
        builder.Services.AddSingleton<RefusalLog>().AddHostedService<RefusalReporting>();
        builder.Services.AddSingleton<BrokerPressure>().AddHostedService(services => services.GetRequiredService<BrokerPressure>());
        builder.Services.AddSingleton<Partitions>().AddHostedService(services => services.GetRequiredService<Partitions>());
        builder.Services.AddHealthChecks().AddCheck<BrokerPressure>("publishing").AddCheck<MaintenanceCheck>("maintenance");
        builder.Services.Configure<SocketTransportOptions>(sockets => sockets.MaxReadBufferSize = IncomingBody.ReadAhead);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10));
    },
    app =>
    {
        app.MapEvents();
        app.MapSchemas();
    });
