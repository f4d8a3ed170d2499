using EventPlatform.Hosting.Access;
using EventPlatform.Servers;
using Npgsql;

namespace EventPlatform.IntegrationTests.Privileges;

/// <summary>Tests that share one installation and run one after the other.</summary>
[CollectionDefinition]
public sealed class Installation : ICollectionFixture<DeployedServices>;

/// <summary>
/// The four services with the database roles and broker users that deploy/ gives them, and the read model of docs/own-read-model.md with
/// the role of that page.
/// </summary>
public sealed class DeployedServices(TestServers servers) : IAsyncLifetime
{
    private readonly List<ServiceProcess> services = [];

    public Workspace Workspace { get; } = new(servers);

    public Uri IngestionBroker { get; private set; } = null!;

    public ServiceProcess this[string name] => services.Single(service => service.Name == name);

    public async ValueTask InitializeAsync()
    {
        await Workspace.InitializeAsync();
        await servers.MakeRolesAsync();
        IngestionBroker = await servers.Addresses.CreateUserAsync("ingestion", Workspace.Vhost.AbsolutePath[1..]);
        var eventStoreBroker = await servers.Addresses.CreateUserAsync("eventstore", Workspace.Vhost.AbsolutePath[1..]);
        services.Add(Service("EventStore", ("ConnectionStrings__RabbitMq", $"{eventStoreBroker}"),
            ("ConnectionStrings__Postgres", servers.Addresses.DatabaseAs("eventstore"))));
        services.Add(Service("Ingestion", ("ConnectionStrings__RabbitMq", $"{IngestionBroker}")));
        services.Add(Service("Projections", ("ConnectionStrings__Postgres", servers.Addresses.DatabaseAs("projections"))));
        services.Add(Service("Query", ("ConnectionStrings__Postgres", servers.Addresses.DatabaseAs("query"))));
        await Task.WhenAll(services.Select(service => service.StartReadyAsync()));
        await servers.MakeOwnRoleAsync();
        services.Add(NewOwnReadModel());
        await this["OwnReadModel"].StartReadyAsync();
        await servers.MakeRolesAsync(); // every start of an installation repeats this while services run
        await servers.MakeOwnRoleAsync();
    }

    /// <summary>Creates another process of the read model.</summary>
    public ServiceProcess NewOwnReadModel() =>
        Service("OwnReadModel", ("ConnectionStrings__Postgres", servers.Addresses.DatabaseAs("funding")));

    /// <summary>Opens a connection to the database of the installation.</summary>
    /// <param name="role">The role to connect as; null for the superuser.</param>
    public async Task<NpgsqlConnection> ConnectAsync(string? role = null)
    {
        var addresses = servers.Addresses;
        var connection = new NpgsqlConnection(role is null ? addresses.Database("eventplatform") : addresses.DatabaseAs(role));
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>
    /// Returns the SQLSTATE with which the server refuses a role's statement, or null if it runs. The statement is rolled back.
    /// </summary>
    public async Task<string?> RefusalAsync(string role, string sql)
    {
        await using var connection = await ConnectAsync(role);
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        try
        {
            await command.ExecuteNonQueryAsync();
            return null;
        }
        catch (PostgresException refused)
        {
            return refused.SqlState;
        }
    }

    public async Task<T> ScalarAsync<T>(string? role, string sql)
    {
        await using var connection = await ConnectAsync(role);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync() is T scalar ? scalar : default!;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in services) await service.DisposeAsync();
        await Workspace.DisposeAsync();
    }

    private ServiceProcess Service(string name, params (string, string)[] settings) => new(name, Workspace,
        [.. settings, .. name == "EventStore" ? Array.Empty<(string, string)>()
            : [("EventStore__Url", $"{this["EventStore"].Address}"), ("EventStore__Key", Keys.Of(Role.Service))]]);
}
