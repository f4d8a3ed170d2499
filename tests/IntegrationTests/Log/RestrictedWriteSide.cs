using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.Log;

/// <summary>
/// An Ingestion, and an EventStore with its own role in Postgres, so that tests can take rights, the password and connections from it.
/// </summary>
public sealed class RestrictedWriteSide(TestServers servers) : IAsyncLifetime
{
    public Workspace Workspace { get; } = new(servers);

    public ServiceProcess EventStore { get; private set; } = null!;

    public ServiceProcess Ingestion { get; private set; } = null!;

    public HttpClient Feed { get; private set; } = null!;

    public HttpClient Ops { get; private set; } = null!;

    /// <summary>The name of both the database and the role.</summary>
    public string Name { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        await Workspace.InitializeAsync();
        Name = await Workspace.ScalarAsync<string>("select current_database()::text");
        await Workspace.ScalarAsync<object>($"create role {Name} login password '{Name}'; grant create on database {Name} to {Name}");
        EventStore = new ServiceProcess(
            "EventStore", Workspace, ("ConnectionStrings__Postgres", $"{Workspace.PostgresConnection};Username={Name};Password={Name}"));
        Ingestion = new ServiceProcess("Ingestion", Workspace);
        await Task.WhenAll(EventStore.StartReadyAsync(), Ingestion.StartReadyAsync());
        (Feed, Ops) = (Ingestion.Client(Role.Feed), EventStore.Client(Role.Ops));
    }

    /// <summary>Ends the role's connections, because changes to a role affect only new ones.</summary>
    public Task DisconnectAsync() =>
        Workspace.ScalarAsync<long>($"select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = '{Name}'");

    public async ValueTask DisposeAsync()
    {
        Feed?.Dispose();
        Ops?.Dispose();
        if (Ingestion is not null) await Ingestion.DisposeAsync();
        if (EventStore is not null) await EventStore.DisposeAsync();
        await Workspace.DisposeAsync();
    }
}
