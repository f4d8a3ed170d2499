using EventPlatform.Hosting;
using EventPlatform.Ingestion;
using EventPlatform.Ingestion.Publishing;
using EventPlatform.Ingestion.Validation;

return await PlatformService.RunAsync(args,
    builder =>
    {
        builder.AddBroker();
        builder.Services.AddSingleton<CloudEventReader>();
        builder.Services.AddSingleton<Partitions>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Partitions>());
    },
    app => app.MapEvents());
