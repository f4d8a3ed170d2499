namespace EventPlatform.Servers;

/// <summary>The four services on servers of their own, each in a process that can be killed, for programs that are not tests.</summary>
public sealed class Installation : IAsyncDisposable
{
    private readonly TestServers servers;

    private Installation(bool durable, IReadOnlyList<string> settings)
    {
        servers = new TestServers { Durable = durable, PostgresSettings = settings, Native = settings.Count > 0 };
        Workspace = new Workspace(servers);
    }

    public Workspace Workspace { get; }

    public ServiceProcess Ingestion { get; private set; } = null!;

    public ServiceProcess EventStore { get; private set; } = null!;

    public ServiceProcess Projections { get; private set; } = null!;

    public ServiceProcess Query { get; private set; } = null!;

    public IReadOnlyList<ServiceProcess> Services { get; private set; } = [];

    /// <summary>The services, and the servers if they are processes of this machine.</summary>
    public IReadOnlyList<IRestartable> Processes => [.. Services, .. servers.Processes];

    public string Log => string.Join('\n', Processes.Select(process => process.Log));

    /// <param name="durable">True if PostgreSQL must wait for the disk, as measurements need.</param>
    /// <param name="settings">Settings of PostgreSQL, which then runs natively.</param>
    public static async Task<Installation> StartAsync(bool durable = false, params IReadOnlyList<string> settings)
    {
        var installation = new Installation(durable, settings);
        try
        {
            await installation.servers.InitializeAsync();
            await installation.Workspace.InitializeAsync();
            installation.Ingestion = new ServiceProcess("Ingestion", installation.Workspace);
            installation.Projections = new ServiceProcess("Projections", installation.Workspace);
            installation.Query = new ServiceProcess("Query", installation.Workspace, ("Limits__StreamsPerKey", "5000"));
            installation.EventStore = new ServiceProcess("EventStore", installation.Workspace);
            installation.Services = [installation.Ingestion, installation.EventStore, installation.Projections, installation.Query];
            await Task.WhenAll(installation.Services.Select(service => service.StartReadyAsync()));
            return installation;
        }
        catch
        {
            await installation.DisposeAsync();
            throw;
        }
    }

    /// <summary>True if every service is ready.</summary>
    public async Task<bool> IsReadyAsync()
    {
        foreach (var service in Services)
        {
            using var http = service.Client(null);
            http.Timeout = TimeSpan.FromSeconds(5);
            using var health = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
            if (!health.IsSuccessStatusCode) return false;
        }

        return true;
    }

    public Task AreReadyAsync() => Eventually.Be("every service is ready", IsReadyAsync);

    public async ValueTask DisposeAsync()
    {
        foreach (var service in Services) await service.DisposeAsync();
        await Workspace.DisposeAsync();
        await servers.DisposeAsync();
    }
}
