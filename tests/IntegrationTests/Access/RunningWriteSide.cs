using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.Access;

/// <summary>An EventStore, and an Ingestion that it tells of keys and feeds.</summary>
public sealed class RunningWriteSide(TestServers servers) : IAsyncLifetime
{
    private readonly Workspace workspace = new(servers);

    public ServiceProcess EventStore { get; private set; } = null!;

    public ServiceProcess Ingestion { get; private set; } = null!;

    public HttpClient Ops { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await workspace.InitializeAsync();
        EventStore = new ServiceProcess("EventStore", workspace);
        Ingestion = new ServiceProcess("Ingestion", workspace, ("EventStore__Url", EventStore.Address.ToString()), ("EventStore__Key", Keys.Of(Role.Service)));
        await Task.WhenAll(EventStore.StartReadyAsync(), Ingestion.StartReadyAsync());
        Ops = EventStore.Client(Role.Ops);
    }

    public async ValueTask DisposeAsync()
    {
        Ops?.Dispose();
        if (Ingestion is not null) await Ingestion.DisposeAsync();
        if (EventStore is not null) await EventStore.DisposeAsync();
        await workspace.DisposeAsync();
    }
}
