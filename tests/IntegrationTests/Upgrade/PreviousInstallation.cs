using System.IO.Compression;
using System.Text;
using EventPlatform.Servers;
using Npgsql;

namespace EventPlatform.IntegrationTests.Upgrade;

/// <summary>A database as the previous version (commit 920b888) left it, with the services of this version on it.</summary>
public sealed class PreviousInstallation(TestServers servers) : IAsyncLifetime
{
    public Workspace Workspace { get; } = new(servers);

    public ServiceProcess EventStore { get; private set; } = null!;

    public ServiceProcess Ingestion { get; private set; } = null!;

    public ServiceProcess Projections { get; private set; } = null!;

    public ServiceProcess Query { get; private set; } = null!;

    /// <summary>The 2,500 reports that were posted to it, in order, besides the sample and four declarations by ops.</summary>
    public static string Reports => Read("reports.ndjson.br");

    public async ValueTask InitializeAsync()
    {
        await Workspace.InitializeAsync();
        await RestoreAsync();
        EventStore = new ServiceProcess("EventStore", Workspace);
        Ingestion = new ServiceProcess("Ingestion", Workspace);
        Projections = new ServiceProcess("Projections", Workspace);
        Query = new ServiceProcess("Query", Workspace);
        await Task.WhenAll(EventStore.StartReadyAsync(), Ingestion.StartReadyAsync());
        Projections.Start();
        Query.Start();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in new[] { Query, Projections, Ingestion, EventStore }.OfType<ServiceProcess>()) await service.DisposeAsync();
        await Workspace.DisposeAsync();
    }

    /// <summary>Restores on a connection without pooling, because the dump changes its search path.</summary>
    private async Task RestoreAsync()
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(Workspace.PostgresConnection) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var restore = new NpgsqlCommand(Read("log-920b888.sql.br"), connection) { CommandTimeout = 300 };
        await restore.ExecuteNonQueryAsync();
    }

    private static string Read(string file)
    {
        using var compressed = File.OpenRead(Path.Combine(Machine.Repository, "tests/Data/upgrade", file));
        using var plain = new BrotliStream(compressed, CompressionMode.Decompress);
        using var text = new StreamReader(plain, Encoding.UTF8);
        return text.ReadToEnd();
    }
}
