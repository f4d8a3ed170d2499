using Testcontainers.PostgreSql;
using Testcontainers.RabbitMq;

namespace EventPlatform.Servers;

/// <summary>Runs both servers in containers with the settings of deploy/. Disposal removes them.</summary>
internal sealed class DockerServers : IRunningServers
{
    private const int Management = 15672;
    private const string User = "postgres";
    private const string Password = "only-for-tests";

    private readonly ContainerServer postgres;
    private readonly ContainerServer rabbit;

    private DockerServers(bool durable)
    {
        Addresses = new Addresses("127.0.0.1", Machine.FreePort(), Machine.FreePort(), Machine.FreePort(), User, Password);
        // Overrides the settings of Testcontainers that lose commits if the server is killed.
        // Fixed ports, because those that Docker chooses change with a restart
        postgres = new ContainerServer("postgres", new PostgreSqlBuilder(DockerEngine.Postgres).WithUsername(User).WithPassword(Password)
            .WithPortBinding(Addresses.Postgres, PostgreSqlBuilder.PostgreSqlPort)
            .WithResourceMapping(File("deploy/postgres/postgresql.conf"), new FileInfo("/etc/eventplatform/postgresql.conf"))
            .WithResourceMapping(File(TestServers.Roles), new FileInfo(InContainer(TestServers.Roles)))
            .WithResourceMapping(File("deploy/postgres/audit.sql"), new FileInfo(InContainer("deploy/postgres/audit.sql")))
            .WithResourceMapping(File(TestServers.OwnRole), new FileInfo(InContainer(TestServers.OwnRole)))
            .WithCommand("-c", "config_file=/etc/eventplatform/postgresql.conf", "-c", "listen_addresses=*", "-c",
                durable ? "fsync=on" : "fsync=off",
                "-c", "synchronous_commit=on", "-c", "full_page_writes=on").Build(),
            Addresses.PostgresAnswersAsync);
        rabbit = new ContainerServer("rabbitmq", new RabbitMqBuilder(DockerEngine.RabbitMq).WithUsername(User).WithPassword(Password)
            .WithPortBinding(Addresses.Amqp, RabbitMqBuilder.RabbitMqPort).WithPortBinding(Addresses.Management, Management)
            .WithResourceMapping(File("deploy/rabbitmq/rabbitmq.conf"), new FileInfo("/etc/rabbitmq/conf.d/20-eventplatform.conf"))
            .Build(), Addresses.RabbitAnswersAsync);
    }

    public Addresses Addresses { get; }

    public IReadOnlyList<IRestartable> Processes => [postgres, rabbit];

    public static async Task<IRunningServers> StartAsync(bool durable)
    {
        var servers = new DockerServers(durable);
        try
        {
            await Task.WhenAll(servers.postgres.CreateAsync(), servers.rabbit.CreateAsync());
            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    public Task ControlBrokerAsync(params string[] arguments) => rabbit.ExecuteAsync(["rabbitmqctl", .. arguments]);

    public Task RunScriptAsync(string script, IReadOnlyDictionary<string, string> environment) => postgres.ExecuteAsync(
        ["env", .. environment.Select(variable => $"{variable.Key}={variable.Value}"),
            "psql", "-X", "-q", "-h", "127.0.0.1", "-U", User, "-d", "postgres", "-f", InContainer(script)]);

    public async ValueTask DisposeAsync()
    {
        await postgres.DisposeAsync();
        await rabbit.DisposeAsync();
    }

    private static FileInfo File(string path) => new(Path.Combine(Machine.Repository, path));

    private static string InContainer(string path) => $"/sql/{Path.GetFileName(path)}";
}
