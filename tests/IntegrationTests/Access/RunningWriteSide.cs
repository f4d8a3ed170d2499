using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.Access;

/// <summary>An EventStore, and an Ingestion that it tells of keys and feeds.</summary>
public sealed class RunningWriteSide(TestServers servers) : IAsyncLifetime
{
    public Workspace Workspace { get; } = new(servers);

    public ServiceProcess EventStore { get; private set; } = null!;

    public ServiceProcess Ingestion { get; private set; } = null!;

    public HttpClient Ops { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Workspace.InitializeAsync();
        EventStore = new ServiceProcess("EventStore", Workspace);
        Ingestion = new ServiceProcess("Ingestion", Workspace, ("EventStore__Url", EventStore.Address.ToString()), ("EventStore__Key", Keys.Of(Role.Service)));
        await Task.WhenAll(EventStore.StartReadyAsync(), Ingestion.StartReadyAsync());
        Ops = EventStore.Client(Role.Ops);
    }

    public async ValueTask DisposeAsync()
    {
        Ops?.Dispose();
        if (Ingestion is not null) await Ingestion.DisposeAsync();
        if (EventStore is not null) await EventStore.DisposeAsync();
        await Workspace.DisposeAsync();
    }
}
