using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.Access;

/// <summary>An EventStore, and an Ingestion that gets keys and feeds from it.</summary>
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
        Ingestion = new ServiceProcess("Ingestion", Workspace,
            ("EventStore__Url", EventStore.Address.ToString()), ("EventStore__Key", Keys.Of(Role.Service)));
        await Task.WhenAll(EventStore.StartReadyAsync(), Ingestion.StartReadyAsync());
        Ops = EventStore.Client(Role.Ops);
    }

    /// <summary>Starts eventctl with the ops key.</summary>
    public ChildProcess EventCtl(params string[] arguments) => Start(EventStore.Address.ToString(), Keys.Of(Role.Ops), arguments);

    /// <summary>Runs eventctl with the ops key, expects this exit code, and returns the output.</summary>
    public Task<string> EventCtlAsync(int expected, params string[] arguments) => EndAsync(expected, EventCtl(arguments));

    /// <summary>Runs eventctl with another address and key in its environment.</summary>
    public static Task<string> EventCtlOfAsync(string address, string key, int expected, params string[] arguments) =>
        EndAsync(expected, Start(address, key, arguments));

    public async ValueTask DisposeAsync()
    {
        Ops?.Dispose();
        if (Ingestion is not null) await Ingestion.DisposeAsync();
        if (EventStore is not null) await EventStore.DisposeAsync();
        await Workspace.DisposeAsync();
    }

    private static ChildProcess Start(string address, string key, string[] arguments) => new(
        Machine.Dotnet, [Path.Combine(AppContext.BaseDirectory, "Cli.dll"), .. arguments],
        new Dictionary<string, string>(StringComparer.Ordinal) { ["EVENTSTORE_URL"] = address, ["OPS_KEY"] = key });

    private static async Task<string> EndAsync(int expected, ChildProcess eventctl)
    {
        await using (eventctl)
        {
            (await eventctl.ExitAsync()).ShouldBe(expected, eventctl.Output);
            return eventctl.Output;
        }
    }
}
