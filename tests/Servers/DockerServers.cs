using Testcontainers.PostgreSql;
using Testcontainers.RabbitMq;

namespace EventPlatform.Servers;

/// <summary>Both servers as containers that are removed with it.</summary>
internal sealed class DockerServers : IRunningServers
{
    private const int Management = 15672;
    private const string User = "postgres";
    private const string Password = "only-for-tests";

    private readonly PostgreSqlContainer postgres = new PostgreSqlBuilder(DockerEngine.Postgres).WithUsername(User).WithPassword(Password)
        .WithCommand("-c", "max_connections=200", "-c", "client_connection_check_interval=1s").Build();

    private readonly RabbitMqContainer rabbit = new RabbitMqBuilder(DockerEngine.RabbitMq).WithUsername(User).WithPassword(Password)
        .WithPortBinding(Management, assignRandomHostPort: true).Build();

    private DockerServers()
    {
    }

    public Addresses Addresses { get; private set; } = null!;

    public static async Task<IRunningServers> StartAsync()
    {
        var servers = new DockerServers();
        await Task.WhenAll(servers.postgres.StartAsync(), servers.rabbit.StartAsync());
        servers.Addresses = new Addresses(servers.postgres.Hostname, servers.postgres.GetMappedPublicPort(PostgreSqlBuilder.PostgreSqlPort),
            servers.rabbit.GetMappedPublicPort(RabbitMqBuilder.RabbitMqPort), servers.rabbit.GetMappedPublicPort(Management), User, Password);
        return servers;
    }

    public async ValueTask DisposeAsync()
    {
        await postgres.DisposeAsync();
        await rabbit.DisposeAsync();
    }
}
