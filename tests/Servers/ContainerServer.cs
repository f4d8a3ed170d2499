using System.Globalization;
using DotNet.Testcontainers.Containers;

namespace EventPlatform.Servers;

/// <summary>A server in a container that keeps its data and ports if it is killed and restarted.</summary>
internal sealed class ContainerServer(string name, IContainer container, Func<Task> answers) : IRestartable, IAsyncDisposable
{
    private static readonly TimeSpan Patience = Eventually.Patience;

    public string Name => name;

    public int Id => int.Parse(Inspect("{{.State.Pid}}"), CultureInfo.InvariantCulture);

    public bool HasExited => Inspect("{{.State.Running}}") != "true";

    public string Log => $"--- {name}\n{Docker("logs", "--tail", "50", container.Id)}";

    public Task CreateAsync() => container.StartAsync();

    public void Start() => Docker("start", container.Id);

    public async Task StartReadyAsync()
    {
        Start();
        await Eventually.Be($"{name} answers", async () =>
        {
            await answers();
            return true;
        });
    }

    public Task KillAsync()
    {
        Docker("kill", container.Id);
        Docker("wait", container.Id);
        return Task.CompletedTask;
    }

    public async Task ExecuteAsync(params IEnumerable<string> command)
    {
        var ended = await container.ExecAsync([.. command]);
        if (ended.ExitCode != 0) throw new InvalidOperationException($"{name}: {ended.Stderr}");
    }

    public ValueTask DisposeAsync() => container.DisposeAsync();

    private string Inspect(string field) => Docker("inspect", "--format", field, container.Id);

    private static string Docker(params string[] arguments) =>
        DockerEngine.DockerAsync(Patience, arguments).GetAwaiter().GetResult()
            ?? throw new InvalidOperationException($"docker {string.Join(' ', arguments)} fails");
}
