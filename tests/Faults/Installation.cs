using EventPlatform.Servers;

namespace EventPlatform.Faults;

/// <summary>The four services on servers of their own, each a process that can be killed.</summary>
internal sealed class Installation : IAsyncDisposable
{
    private readonly TestServers servers = new();

    private Installation() => Workspace = new Workspace(servers);

    public Workspace Workspace { get; }

    public ServiceProcess Ingestion { get; private set; } = null!;

    public ServiceProcess Projections { get; private set; } = null!;

    public ServiceProcess Query { get; private set; } = null!;

    public IReadOnlyList<ServiceProcess> Services { get; private set; } = [];

    /// <summary>Services, and the servers where they are processes of this machine.</summary>
    public IReadOnlyList<IRestartable> Processes => [.. Services, .. servers.Processes];

    public string Log => string.Join('\n', Processes.Select(process => process.Log));

    public static async Task<Installation> StartAsync()
    {
        var installation = new Installation();
        try
        {
            await installation.servers.InitializeAsync();
            await installation.Workspace.InitializeAsync();
            installation.Ingestion = new ServiceProcess("Ingestion", installation.Workspace);
            installation.Projections = new ServiceProcess("Projections", installation.Workspace);
            installation.Query = new ServiceProcess("Query", installation.Workspace);
            var eventStore = new ServiceProcess("EventStore", installation.Workspace);
            installation.Services = [installation.Ingestion, eventStore, installation.Projections, installation.Query];
            await Task.WhenAll(installation.Services.Select(service => service.StartReadyAsync()));
            return installation;
        }
        catch
        {
            await installation.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in Services) await service.DisposeAsync();
        await Workspace.DisposeAsync();
        await servers.DisposeAsync();
    }
}
