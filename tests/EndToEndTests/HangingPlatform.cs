using System.Diagnostics;
using System.Net;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests;

/// <summary>
/// The whole platform on its own servers, each behind a proxy. Servers and services can hang while their connections stay open.
/// </summary>
public sealed class HangingPlatform : IAsyncLifetime
{
    private static readonly TimeSpan Named = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Answered = TimeSpan.FromSeconds(3);

    private readonly TestServers servers;

    public HangingPlatform() : this(new TestServers { Native = true })
    {
    }

    internal HangingPlatform(TestServers servers) => this.servers = servers;

    public SmallDisk Disk => servers.Disk;

    public Workspace Workspace { get; private set; } = null!;

    public TcpProxy Postgres { get; private set; } = null!;

    public TcpProxy RabbitMq { get; private set; } = null!;

    public ServiceProcess Ingestion { get; private set; } = null!;

    public ServiceProcess EventStore { get; private set; } = null!;

    public ServiceProcess Projections { get; private set; } = null!;

    public ServiceProcess Query { get; private set; } = null!;

    public HttpClient Feed { get; private set; } = null!;

    public HttpClient Reader { get; private set; } = null!;

    public IReadOnlyList<ServiceProcess> Services { get; private set; } = [];

    public string Log => string.Join('\n', Services.Select(service => service.Log));

    public async ValueTask InitializeAsync()
    {
        await servers.InitializeAsync();
        Workspace = new(servers);
        await Workspace.InitializeAsync();
        Postgres = new(servers.Addresses.Host, servers.Addresses.Postgres);
        RabbitMq = new(servers.Addresses.Host, servers.Addresses.Amqp);
        Postgres.Open();
        RabbitMq.Open();
        EventStore = Service("EventStore");
        (Ingestion, Projections, Query) = (Service("Ingestion"), Service("Projections"), Service("Query"));
        Services = [Ingestion, EventStore, Projections, Query];
        await Task.WhenAll(Services.Select(service => service.StartReadyAsync()));
        (Feed, Reader) = (Ingestion.Client(Role.Feed), Query.Client(Role.Read));
        await AreHealthyAsync();
    }

    public IRestartable Server(string name) => servers.Processes.Single(server => server.Name == name);

    public static async Task<string> ReadinessAsync(ServiceProcess service)
    {
        using var http = service.Client(null);
        var began = Stopwatch.GetTimestamp();
        using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(Answered, service.Name);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Checks that every service answers within 3 seconds throughout, and reports the cause within 10.</summary>
    public async Task AllNameAsync(string cause, params ServiceProcess[] but)
    {
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Services.Except(but).Select(service => Eventually.Get($"{service.Name} names {cause}",
            () => ReadinessAsync(service), readiness => readiness.Contains(cause, StringComparison.Ordinal), Named)));
        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(Named + Answered);
    }

    /// <summary>Waits until every service is healthy without help.</summary>
    public Task AreHealthyAsync() => Task.WhenAll(Services.Select(service => Eventually.Get($"{service.Name} is healthy",
        () => ReadinessAsync(service), readiness => readiness.StartsWith("""{"status":"Healthy""", StringComparison.Ordinal))));

    public async Task<HttpStatusCode> PostAsync(string id)
    {
        using var answer = await Feed.PostEventsAsync(Events.One(Events.Funding("Hanging", id)));
        return answer.StatusCode;
    }

    public Task IsStoredAsync(string id) => Eventually.Be($"{id} is stored", async () =>
        await Workspace.ScalarAsync<long>("select count(*) from log.mt_events where data ->> 'id' = $1", id) == 1);

    public async ValueTask DisposeAsync()
    {
        Feed?.Dispose();
        Reader?.Dispose();
        foreach (var service in Services) await service.DisposeAsync();
        Postgres?.Dispose();
        RabbitMq?.Dispose();
        if (Workspace is not null) await Workspace.DisposeAsync();
        await servers.DisposeAsync();
    }

    private ServiceProcess Service(string name) => new(name, Workspace,
        [("ConnectionStrings__Postgres", Workspace.PostgresThrough(Postgres)),
            ("ConnectionStrings__RabbitMq", Workspace.VhostThrough(RabbitMq).ToString()),
            .. EventStore is null ? Array.Empty<(string, string)>()
                : [("EventStore__Url", EventStore.Address.ToString()), ("EventStore__Key", Keys.Of(Role.Service))]]);
}
