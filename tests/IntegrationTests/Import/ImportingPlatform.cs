using System.Text.Json.Nodes;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.Import;

/// <summary>The whole platform on its own database and vhost, with eventctl started as a user starts it.</summary>
public sealed class ImportingPlatform(TestServers servers) : IAsyncLifetime
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("eventctl-");
    private readonly Workspace workspace = new(servers);
    private ServiceProcess[] services = [];
    private HttpClient? reader;
    private long settled;

    public string Files => directory.FullName;

    public Workspace Workspace => workspace;

    public ServiceProcess EventStore => services[2];

    public IReadOnlyList<ServiceProcess> Services => services;

    public async ValueTask InitializeAsync()
    {
        await workspace.InitializeAsync();
        var eventStore = new ServiceProcess("EventStore", workspace);
        (string, string)[] access = [("EventStore__Url", eventStore.Address.ToString()), ("EventStore__Key", Keys.Of(Role.Service))];
        services = [new("Ingestion", workspace, access), new("Query", workspace, access), eventStore, new("Projections", workspace)];
        await Task.WhenAll(services.Select(service => service.StartReadyAsync()));
        reader = services[1].Client(Role.Read);
    }

    public string Unpack(string name) => PublishedFile.Unpack(name, Files);

    /// <summary>Runs an import to its end.</summary>
    public async Task<(int Code, string Output)> ImportAsync(string mapping, params string[] arguments)
    {
        await using var import = Start(mapping, arguments);
        var code = await import.ExitAsync();
        return (code, import.Output);
    }

    public ChildProcess Start(string mapping, params string[] arguments) =>
        EventCtl(Role.Ops, ["import", "--map", Path.Combine(Machine.Repository, "deploy/imports", mapping), .. arguments]);

    /// <param name="role">Ops get every key of the installation, a feed only those to post and to read.</param>
    public ChildProcess EventCtl(Role role, params string[] arguments)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["INGESTION_URL"] = services[0].Address.ToString(),
            ["QUERY_URL"] = services[1].Address.ToString(),
            ["FEED_KEY"] = Keys.Of(Role.Feed),
            ["READ_KEY"] = Keys.Of(Role.Read),
        };
        if (role == Role.Ops)
        {
            (environment["EVENTSTORE_URL"], environment["PROJECTIONS_URL"]) =
                (services[2].Address.ToString(), services[3].Address.ToString());
            environment["OPS_KEY"] = Keys.Of(Role.Ops);
            environment["EVENTPLATFORM_DATA"] = Files;
        }

        return new(Machine.Dotnet, [Path.Combine(AppContext.BaseDirectory, "Cli.dll"), .. arguments], environment);
    }

    public async Task<(int Code, string Output)> EventCtlAsync(Role role, params string[] arguments)
    {
        await using var command = EventCtl(role, arguments);
        return (await command.ExitAsync(), command.Output);
    }

    /// <summary>Runs eventctl with the ops key, expects this exit code, and returns the output.</summary>
    public async Task<string> EventCtlAsync(int expected, params string[] arguments)
    {
        var (code, output) = await EventCtlAsync(Role.Ops, arguments);
        code.ShouldBe(expected, output);
        return output;
    }

    /// <summary>Counts the reports in the log beyond those that earlier tests waited for.</summary>
    public async Task<long> NewlyStoredAsync() =>
        await workspace.ScalarAsync<long>("select count(*) from log.mt_events where not is_archived and type <> 'FeedDeclared'") - settled;

    /// <summary>Waits until this many more reports are stored and the read tables are complete.</summary>
    public async Task SettleAsync(long reports)
    {
        await Eventually.Get("all reports are stored", NewlyStoredAsync, stored => stored == reports);
        settled += reports;
        await Eventually.Be("the read tables are complete", async () =>
            await workspace.ScalarAsync<long>("select position from read_1.mark")
                >= await workspace.ScalarAsync<long>("select max(seq_id) from log.mt_events"));
    }

    public async Task PostAsync(IEnumerable<JsonNode> events)
    {
        using var feed = services[0].Client(Role.Feed);
        using var answer = await feed.PostEventsAsync(Events.Lines(events));
        (await answer.JsonAsync())["refused"]!.ToJsonString().ShouldBe("[]");
    }

    public Task<string> GetTextAsync(string path) => reader!.GetStringAsync(new Uri(path, UriKind.Relative));

    /// <summary>Returns the items of all pages of a list.</summary>
    public async Task<List<JsonNode>> ListAsync(string path)
    {
        var (items, cursor) = (new List<JsonNode>(), "");
        do
        {
            var page = JsonNode.Parse(await GetTextAsync(path + cursor))!;
            items.AddRange(page["items"]!.AsArray().OfType<JsonNode>());
            cursor = page["next"] is { } next ? $"&cursor={Uri.EscapeDataString((string)next!)}" : "";
        }
        while (cursor.Length > 0);

        return items;
    }

    public Task<List<JsonNode>> FactsAsync(string type) => ListAsync($"/v1/facts?type={type}&limit=500");

    public async ValueTask DisposeAsync()
    {
        reader?.Dispose();
        foreach (var service in services) await service.DisposeAsync();
        await workspace.DisposeAsync();
        directory.Delete(recursive: true);
    }
}

/// <summary>Tests that import whole published files into one platform, one after the other, each as its own feed.</summary>
[CollectionDefinition]
public sealed class PublishedFiles : ICollectionFixture<ImportingPlatform>;
