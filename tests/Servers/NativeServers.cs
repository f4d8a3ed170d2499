using System.Globalization;
using System.Security.Cryptography;

namespace EventPlatform.Servers;

/// <summary>Runs both servers as child processes with a private data directory. Disposal kills them and deletes it.</summary>
internal sealed class NativeServers : IRunningServers
{
    // The accounts of the servers must be able to traverse it
    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("eventplatform-tests-");
    private readonly NativeServer postgres;
    private readonly NativeServer rabbit;
    private SmallDisk? disk;

    private NativeServers(IReadOnlyList<string> settings)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(home.FullName, (UnixFileMode)0b111_001_001);
        var (user, password) = ("postgres", RandomNumberGenerator.GetHexString(32, lowercase: true));
        Addresses = new Addresses("127.0.0.1", Machine.FreePort(), Machine.FreePort(), Machine.FreePort(), user, password);
        postgres = Server("postgres", Addresses.PostgresAnswersAsync, Addresses.Postgres,
            [.. settings.SelectMany(setting => new[] { "-c", setting })], ("POSTGRES_PASSWORD", password));
        rabbit = Server(
            "rabbitmq", Addresses.RabbitAnswersAsync, Addresses.Amqp, [], ("RABBITMQ_USER", user), ("RABBITMQ_PASSWORD", password),
            ("RABBITMQ_MANAGEMENT_PORT", Addresses.Management.ToString(CultureInfo.InvariantCulture)));
    }

    public Addresses Addresses { get; }

    public IReadOnlyList<IRestartable> Processes => [postgres, rabbit];

    public SmallDisk Disk => disk!;

    /// <param name="settings">Settings of PostgreSQL, such as <c>fsync=off</c>.</param>
    /// <param name="small">A server to put on a small disk, and the size of the disk in megabytes.</param>
    public static async Task<NativeServers> StartAsync(IReadOnlyList<string> settings, (string Server, int Megabytes)? small = null)
    {
        var servers = new NativeServers(settings);
        try
        {
            if (small is { } limited)
                servers.disk = await SmallDisk.MountAsync(Path.Combine(servers.home.FullName, limited.Server), limited.Megabytes);
            await Task.WhenAll(servers.postgres.StartReadyAsync(), servers.rabbit.StartReadyAsync());
            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    public async Task ControlBrokerAsync(params string[] arguments)
    {
        var ended = await ChildProcess.RunAsync(Path.Combine(Machine.Repository, "deploy/native/rabbitmqctl"),
            [Path.Combine(home.FullName, "rabbitmq"), .. arguments], Eventually.Patience);
        if (ended is not (0, _)) throw new InvalidOperationException($"rabbitmqctl: {ended}");
    }

    public async Task RunScriptAsync(string script, IReadOnlyDictionary<string, string> environment)
    {
        const string Psql = """
            . "$0/deploy/lib/programs.sh"
            exec "$(postgres_bin)/psql" -X -q -h 127.0.0.1 -p "$1" -U "$2" -d postgres -f "$0/$3"
            """;
        string[] arguments = ["-c", Psql, Machine.Repository, $"{Addresses.Postgres}", Addresses.User, script];
        await using var psql = new ChildProcess("bash", arguments, environment);
        if (await psql.ExitAsync() != 0) throw new InvalidOperationException($"psql: {psql.Output}");
    }

    public async ValueTask DisposeAsync()
    {
        await rabbit.DisposeAsync();
        await postgres.DisposeAsync();
        if (disk is not null) await disk.DisposeAsync();
        await Eventually.Be("the servers' directory is deleted", Deleted);
    }

    private NativeServer Server(
        string name, Func<Task> answers, int port, string[] arguments, params (string Name, string Value)[] environment) =>
        new(name, [Path.Combine(home.FullName, name), port.ToString(CultureInfo.InvariantCulture), .. arguments],
            environment.ToDictionary(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal), answers);

    private bool Deleted()
    {
        home.Refresh();
        if (home.Exists) home.Delete(recursive: true); // retried, because children of the killed servers may still be writing
        return true;
    }
}
