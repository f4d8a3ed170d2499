using System.Globalization;
using System.Security.Cryptography;
using Npgsql;
using RabbitMQ.Client;

namespace EventPlatform.Servers;

/// <summary>Both servers as private child processes with data in a directory of their own; killed and deleted with it.</summary>
internal sealed class NativeServers : IRunningServers
{
    private static readonly TimeSpan Boot = TimeSpan.FromSeconds(60);

    // The server accounts have to be able to pass through it
    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("eventplatform-tests-");
    private readonly ChildProcess postgres;
    private readonly ChildProcess rabbit;

    private NativeServers()
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(home.FullName, (UnixFileMode)0b111_001_001);
        var (user, password) = ("postgres", RandomNumberGenerator.GetHexString(32, lowercase: true));
        Addresses = new Addresses("127.0.0.1", Machine.FreePort(), Machine.FreePort(), Machine.FreePort(), user, password);
        postgres = Start("postgres", Addresses.Postgres, ["-c", "fsync=off"], ("POSTGRES_PASSWORD", password));
        rabbit = Start("rabbitmq", Addresses.Amqp, [], ("RABBITMQ_USER", user), ("RABBITMQ_PASSWORD", password),
            ("RABBITMQ_MANAGEMENT_PORT", Addresses.Management.ToString(CultureInfo.InvariantCulture)));
    }

    public Addresses Addresses { get; }

    public static async Task<IRunningServers> StartAsync()
    {
        var servers = new NativeServers();
        try
        {
            await Eventually.Be("PostgreSQL answers", servers.PostgresAnswersAsync, Boot);
            await Eventually.Be("RabbitMQ answers", servers.RabbitAnswersAsync, Boot);
            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await rabbit.DisposeAsync();
        await postgres.DisposeAsync();
        await Eventually.Be("the servers' directory is deleted", Deleted);
    }

    private ChildProcess Start(string server, int port, string[] arguments, params (string Name, string Value)[] environment) =>
        new(Path.Combine(Machine.Repository, "deploy/native", server),
            [Path.Combine(home.FullName, server), port.ToString(CultureInfo.InvariantCulture), .. arguments],
            environment.ToDictionary(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal));

    private async Task<bool> PostgresAnswersAsync()
    {
        FailIfGone(postgres, "PostgreSQL");
        await using var connection = new NpgsqlConnection(Addresses.Database("postgres"));
        await connection.OpenAsync();
        return true;
    }

    private async Task<bool> RabbitAnswersAsync()
    {
        FailIfGone(rabbit, "RabbitMQ");
        await using var connection = await new ConnectionFactory { Uri = Addresses.Vhost("%2F") }.CreateConnectionAsync();
        await Addresses.CreateVhostAsync("started");
        return true;
    }

    private static void FailIfGone(ChildProcess server, string name)
    {
        if (server.HasExited) throw new InvalidOperationException($"{name} does not start: {server.Output}");
    }

    private bool Deleted()
    {
        home.Refresh();
        if (home.Exists) home.Delete(recursive: true); // the killed servers' own children may still be writing
        return true;
    }
}
