using EventPlatform.Hosting;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Projections;
using EventPlatform.Storage;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Microsoft.Extensions.Options;
using Npgsql;

return await PlatformService.RunAsync(args,
    builder =>
    {
        builder.AddAccessPolling();
        builder.Services.AddOpenApi(ApiDocument.Name, ApiDocument.Of("Projections", "How far the read tables are: for ops."));
        builder.Services.AddOptions<ProjectionsOptions>().Bind(builder.Configuration.GetSection("Projections"))
            .Validate(options => options.Generation > 0, "Projections:Generation must be 1 or more").ValidateOnStart();
        builder.AddReportLog((store, services) =>
        {
            var generation = services.GetRequiredService<IOptions<ProjectionsOptions>>().Value.Generation;
            var projection = new FactsProjection(services.GetRequiredService<NpgsqlDataSource>(), generation);
            store.Projections.Add(projection, ProjectionLifecycle.Async, $"facts_{generation}", options => options.BatchSize = FactsProjection.PageSize);
            store.Projections.AsyncMode = DaemonMode.Solo;
            store.Projections.SlowPollingTime = TimeSpan.FromMilliseconds(200);
            store.Projections.HealthCheckPollingTime = TimeSpan.FromSeconds(1);
        });
        builder.Services.AddSingleton<ProjectionDaemon>().AddHostedService(services => services.GetRequiredService<ProjectionDaemon>());
        builder.Services.AddSingleton<Progress>();
        builder.Services.AddHealthChecks().AddCheck<ProjectionDaemon>("projections").AddCheck<Progress>("progress");
    },
    Progress.Map);
