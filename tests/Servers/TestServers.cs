using EventPlatform.Servers;

[assembly: AssemblyFixture(typeof(TestServers))]

namespace EventPlatform.Servers;

/// <summary>Servers that run only for the tests.</summary>
internal interface IRunningServers : IAsyncDisposable
{
    Addresses Addresses { get; }

    /// <summary>The servers that can be killed and restarted in place.</summary>
    IReadOnlyList<IRestartable> Processes => [];

    /// <summary>Runs <c>rabbitmqctl</c> on the broker.</summary>
    Task ControlBrokerAsync(params string[] arguments);

    /// <summary>Runs a script of the repository with psql, as the superuser.</summary>
    Task RunScriptAsync(string script, IReadOnlyDictionary<string, string> environment);
}

/// <summary>
/// A real PostgreSQL and a real RabbitMQ for a test run: in containers if a Docker engine has or can pull the images, otherwise as private
/// native instances. <c>TEST_SERVERS=docker|native</c> forces one. If neither is possible, the tests fail with the reason; none is skipped.
/// </summary>
public sealed class TestServers : IAsyncLifetime
{
    internal const string Roles = "deploy/postgres/roles.sql";
    internal const string OwnRole = "tests/OwnReadModel/role.sql";

    private IRunningServers? running;
    private int workspaces;

    /// <summary>True if PostgreSQL must wait for the disk.</summary>
    public bool Durable { get; init; }

    /// <summary>Settings of a native PostgreSQL in addition to those of deploy/.</summary>
    public IReadOnlyList<string> PostgresSettings { get; init; } = [];

    /// <summary>True for native servers regardless of <c>TEST_SERVERS</c>, for tests that stop server processes.</summary>
    public bool Native { get; init; }

    /// <summary>A native server to put on a small disk, and the size of the disk in megabytes.</summary>
    public (string Server, int Megabytes)? Small { get; init; }

    private IReadOnlyList<string> Settings => Durable ? PostgresSettings : [.. PostgresSettings, "fsync=off"];

    public SmallDisk Disk => ((NativeServers)running!).Disk;

    public Addresses Addresses => running!.Addresses;

    /// <summary>The servers, if they are processes of this machine.</summary>
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

    /// <summary>Raises or clears the memory alarm of the broker, which blocks publishers in all vhosts.</summary>
    public Task AlarmBrokerAsync(bool isOn) => running!.ControlBrokerAsync("set_vm_memory_high_watermark", isOn ? "0" : "0.6");

    /// <summary>
    /// Creates the database <c>eventplatform</c> and the roles of the services as deploy/ does. The password of each role is its name.
    /// </summary>
    public Task MakeRolesAsync() =>
        RunScriptAsync(Roles, ("EVENTSTORE_DB_PASSWORD", "eventstore"), ("PROJECTIONS_DB_PASSWORD", "projections"),
            ("QUERY_DB_PASSWORD", "query"));

    /// <summary>Creates the role of the read model in tests/OwnReadModel, as its page in docs/ does. Its password is its name.</summary>
    public Task MakeOwnRoleAsync() => RunScriptAsync(OwnRole, ("FUNDING_DB_PASSWORD", "funding"));

    private Task RunScriptAsync(string script, params (string Name, string Value)[] passwords) => running!.RunScriptAsync(script,
        new Dictionary<string, string>(passwords.Select(one => KeyValuePair.Create(one.Name, one.Value)), StringComparer.Ordinal)
        {
            ["PGPASSWORD"] = Addresses.Password,
        });

    /// <summary>Returns a name for a database and a vhost that no other test class uses.</summary>
    public string NewWorkspace() => $"test_{Interlocked.Increment(ref workspaces)}";

    public async ValueTask DisposeAsync()
    {
        if (running is not null) await running.DisposeAsync();
    }
}
