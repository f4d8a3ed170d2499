using System.Net;
using System.Text.Json.Nodes;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

// Each class keeps four services and both servers busy, so the classes run one after the other
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace EventPlatform.EndToEndTests;

/// <summary>The whole platform: four real processes on a database and a vhost of their own.</summary>
public sealed class Platform(TestServers servers) : IAsyncLifetime
{
    public Workspace Workspace { get; } = new(servers);

    public ServiceProcess Ingestion { get; private set; } = null!;

    public ServiceProcess EventStore { get; private set; } = null!;

    public ServiceProcess Projections { get; private set; } = null!;

    public ServiceProcess Query { get; private set; } = null!;

    public HttpClient Feed { get; private set; } = null!;

    public HttpClient Reader { get; private set; } = null!;

    /// <summary>The origin whose pages may call the services.</summary>
    public const string Dashboard = "https://dashboard.example";

    /// <summary>Settings of the services besides those that all tests need.</summary>
    internal IReadOnlyList<(string Name, string Value)> Settings { get; init; } = [];

    public string Log => string.Join('\n', All.Select(service => service.Log));

    public ServiceProcess[] All => [Ingestion, EventStore, Projections, Query];

    public async ValueTask InitializeAsync()
    {
        await Workspace.InitializeAsync();
        Ingestion = Service(nameof(Ingestion));
        EventStore = Service(nameof(EventStore));
        Projections = Service(nameof(Projections));
        Query = Service(nameof(Query));
        await Task.WhenAll(All.Select(service => service.StartReadyAsync()));
        Feed = Ingestion.Client(Role.Feed);
        Reader = Query.Client(Role.Read);
    }

    public async Task PostAsync(HttpContent content)
    {
        using var answer = await Feed.PostEventsAsync(content);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Posts a declaration as ops do.</summary>
    public async Task DeclareAsync(string type, string data)
    {
        using var ops = Ingestion.Client(Role.Ops);
        using var answer = await ops.PostEventsAsync(Declared(type, data));
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
    }

    public static HttpContent Declared(string type, string data) => Events.One(new JsonObject
    {
        ["specversion"] = "1.0", ["id"] = type, ["source"] = "/ops", ["type"] = type, ["data"] = JsonNode.Parse(data),
    });

    public async Task<JsonNode> GetAsync(string path) =>
        JsonNode.Parse(await Reader.GetStringAsync(new Uri(path, UriKind.Relative)))!;

    /// <summary>Waits until this many reports are in the log and all of them in the read tables.</summary>
    public async Task AreReadableAsync(long reports)
    {
        await Eventually.Get("all reports are stored", StoredAsync, stored => stored == reports);
        await Generations.IsCaughtUpAsync(Projections);
    }

    public Task<long> StoredAsync() => Workspace.ScalarAsync<long>("select count(*) from log.mt_events where not is_archived");

    private ServiceProcess Service(string name) =>
        new(name, Workspace, [("Cors__Origins", $"https://other.example,{Dashboard}"), .. Settings]);

    public async ValueTask DisposeAsync()
    {
        Feed?.Dispose();
        Reader?.Dispose();
        foreach (var service in All.OfType<ServiceProcess>()) await service.DisposeAsync();
        await Workspace.DisposeAsync();
    }
}
