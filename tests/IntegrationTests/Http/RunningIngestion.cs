using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.Http;

/// <summary>An Ingestion whose queues have no consumer.</summary>
public sealed class RunningIngestion(TestServers servers) : IAsyncLifetime
{
    private ServiceProcess? ingestion;

    public Workspace Workspace { get; } = new(servers);

    public HttpClient Feed { get; private set; } = null!;

    public ServiceProcess Service => ingestion!;

    public HttpClient ClientOf(Role? role) => ingestion!.Client(role);

    public async ValueTask InitializeAsync()
    {
        await Workspace.InitializeAsync();
        ingestion = new ServiceProcess("Ingestion", Workspace);
        await ingestion.StartReadyAsync();
        Feed = ingestion.Client(Role.Feed);
    }

    public async ValueTask DisposeAsync()
    {
        Feed?.Dispose();
        if (ingestion is not null) await ingestion.DisposeAsync();
        await Workspace.DisposeAsync();
    }
}
