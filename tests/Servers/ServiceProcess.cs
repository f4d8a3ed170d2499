using System.Net.Http.Headers;
using System.Text;
using EventPlatform.Hosting.Access;

namespace EventPlatform.Servers;

/// <summary>A service in a process of its own, on a free port that it keeps across restarts.</summary>
public sealed class ServiceProcess : IRestartable, IAsyncDisposable
{
    private readonly Dictionary<string, string> environment;
    private readonly StringBuilder past = new();
    private ChildProcess? process;

    /// <param name="name">The name of the service's assembly, which is in the directory of the tests.</param>
    /// <param name="settings">Settings that override the defaults: the workspace, with all keys.</param>
    public ServiceProcess(string name, Workspace workspace, params (string Name, string Value)[] settings)
    {
        Name = name;
        Address = new Uri($"http://127.0.0.1:{Machine.FreePort()}");
        environment = new(StringComparer.Ordinal)
        {
            ["ASPNETCORE_URLS"] = Address.ToString(),
            ["ConnectionStrings__Postgres"] = workspace.PostgresConnection,
            ["ConnectionStrings__RabbitMq"] = workspace.Vhost.ToString(),
        };
        foreach (var (setting, value) in Keys.Configuration().Concat(settings)) environment[setting] = value;
    }

    public string Name { get; }

    public int Id => process!.Id;

    public Uri Address { get; }

    public bool HasExited => process!.HasExited;

    /// <summary>Its peak resident memory in bytes, since it was last started.</summary>
    public long PeakMemory => process!.PeakMemory;

    /// <summary>Its output since it was first started.</summary>
    public string Log => $"--- {Name}\n{past}{Output}";

    /// <summary>Its output since it was last started.</summary>
    public string Output => process?.Output ?? "";

    public void Start()
    {
        if (process is not null) past.AppendLine(process.Output);
        process = new ChildProcess(Machine.Dotnet, [Path.Combine(AppContext.BaseDirectory, $"{Name}.dll")], environment);
    }

    public async Task StartReadyAsync()
    {
        Start();
        using var http = Client(null);
        await Eventually.Be($"{Name} is ready", async () =>
        {
            if (process!.HasExited) throw new InvalidOperationException($"{Name} ended: {Log}");
            using var health = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return health.IsSuccessStatusCode ? true : throw new HttpRequestException(await health.Content.ReadAsStringAsync());
        });
    }

    public Task KillAsync() => process!.KillAsync();

    public Task<int> StopAsync() => process!.StopAsync();

    public Task<int> ExitAsync() => process!.ExitAsync();

    public HttpClient Client(Role? role)
    {
        var http = new HttpClient { BaseAddress = Address };
        if (role is { } known) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Keys.Of(known));
        return http;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null) await process.DisposeAsync();
    }
}
