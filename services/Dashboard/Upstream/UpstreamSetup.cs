using EventPlatform.Hosting.Settings;
using Microsoft.Extensions.Options;

namespace EventPlatform.Dashboard.Upstream;

internal static class UpstreamSetup
{
    public static void AddUpstream(this WebApplicationBuilder builder)
    {
        builder.AddSettings<UpstreamOptions>("Upstream")
            .Configure(upstream => upstream.EventStore ??= builder.Configuration.GetValue<Uri?>("EventStore:Url"));
        builder.Services.AddHealthChecks().AddCheck<QueryCheck>("query", tags: ["Query"]);
        builder.Services.AddHttpContextAccessor().AddScoped<UpstreamKey>().AddScoped<PlatformApi>();
        foreach (var service in Enum.GetValues<Service>())
        {
            builder.Services.AddHttpClient(service.ToString(), (services, client) =>
            {
                var upstream = services.GetRequiredService<IOptions<UpstreamOptions>>().Value;
                client.BaseAddress = AddressOf(service, upstream);
                client.Timeout = TimeSpan.FromSeconds(upstream.TimeoutSeconds);
            }).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        }
    }

    private static Uri? AddressOf(Service service, UpstreamOptions upstream) => service switch
    {
        Service.Query => upstream.Query,
        Service.EventStore => upstream.EventStore,
        Service.Projections => upstream.Projections,
        _ => upstream.Ingestion,
    };
}
