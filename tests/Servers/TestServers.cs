using EventPlatform.Servers;

[assembly: AssemblyFixture(typeof(TestServers))]

namespace EventPlatform.Servers;

/// <summary>Servers that run for the tests alone.</summary>
internal interface IRunningServers : IAsyncDisposable
{
    Addresses Addresses { get; }

    /// <summary>Those of them that can be killed and started again where they are.</summary>
    IReadOnlyList<IRestartable> Processes => [];

    /// <summary>Runs <c>rabbitmqctl</c> on the broker.</summary>
    Task ControlBrokerAsync(params string[] arguments);

    /// <summary>Lets psql run a script of the repository as the superuser.</summary>
    Task RunScriptAsync(string script, IReadOnlyDictionary<string, string> environment);
}

/// <summary>
/// One real PostgreSQL and one real RabbitMQ for a test run: containers where a Docker engine has the images or gets them, else private native
/// instances. <c>TEST_SERVERS=docker|native</c> forces one. Nothing is skipped where neither can be had: the tests fail and say why.
/// </summary>
public sealed class TestServers : IAsyncLifetime
{
    internal const string Roles = "deploy/postgres/roles.sql";
    internal const string OwnRole = "tests/OwnReadModel/role.sql";

    private IRunningServers? running;
    private int workspaces;

    /// <summary>Whether PostgreSQL waits for the disk.</summary>
    public bool Durable { get; init; }

    /// <summary>Settings that a native PostgreSQL has in addition to those of deploy/.</summary>
    public IReadOnlyList<string> PostgresSettings { get; init; } = [];

    /// <summary>Native servers whatever <c>TEST_SERVERS</c> says: for tests that stop server processes.</summary>
    public bool Native { get; init; }

    /// <summary>Native servers, of which this one has its data on a disk of so many megabytes.</summary>
    public (string Server, int Megabytes)? Small { get; init; }

    private IReadOnlyList<string> Settings => Durable ? PostgresSettings : [.. PostgresSettings, "fsync=off"];

    public SmallDisk Disk => ((NativeServers)running!).Disk;

    public Addresses Addresses => running!.Addresses;

    /// <summary>The servers as processes, where they are processes of this machine.</summary>
    public IReadOnlyList<IRestartable> Processes => running!.Processes;

    public async ValueTask InitializeAsync()
    {
        running = Native || Small is not null
            ? await NativeServers.StartAsync(Settings, Small)
            : Environment.GetEnvironmentVariable("TEST_SERVERS") switch
        {
            "native" => await NativeServers.StartAsync(Settings),
            "docker" => await DockerEngine.WhyNotAsync() is { } missing
                ? throw new InvalidOperationException($"TEST_SERVERS=docker, but {missing}")
                : await DockerServers.StartAsync(Durable),
            null or "" => await DockerEngine.WhyNotAsync() is null
                ? await DockerServers.StartAsync(Durable)
                : await NativeServers.StartAsync(Settings),
            var other => throw new InvalidOperationException($"TEST_SERVERS is '{other}': set it to docker or native, or leave it out"),
        };
    }

    /// <summary>Lets the broker report that it is short of memory, or no longer so. It then blocks whoever publishes, of any vhost.</summary>
    public Task AlarmBrokerAsync(bool isOn) => running!.ControlBrokerAsync("set_vm_memory_high_watermark", isOn ? "0" : "0.6");

    /// <summary>Makes the database <c>eventplatform</c> and the services' roles as deploy/ does, each with its name as its password.</summary>
    public Task MakeRolesAsync() =>
        RunScriptAsync(Roles, ("EVENTSTORE_DB_PASSWORD", "eventstore"), ("PROJECTIONS_DB_PASSWORD", "projections"),
            ("QUERY_DB_PASSWORD", "query"));

    /// <summary>Makes the role of the read model in tests/OwnReadModel, as its page in docs/ says, with its name as its password.</summary>
    public Task MakeOwnRoleAsync() => RunScriptAsync(OwnRole, ("FUNDING_DB_PASSWORD", "funding"));

    private Task RunScriptAsync(string script, params (string Name, string Value)[] passwords) => running!.RunScriptAsync(script,
        new Dictionary<string, string>(passwords.Select(one => KeyValuePair.Create(one.Name, one.Value)), StringComparer.Ordinal)
        {
            ["PGPASSWORD"] = Addresses.Password,
        });

    /// <summary>A name for a database and a vhost that no other test class has.</summary>
    public string NewWorkspace() => $"test_{Interlocked.Increment(ref workspaces)}";

    public async ValueTask DisposeAsync()
    {
        if (running is not null) await running.DisposeAsync();
    }
}
