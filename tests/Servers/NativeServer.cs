namespace EventPlatform.Servers;

/// <summary>A process that can be killed and restarted: a service or a server.</summary>
public interface IRestartable
{
    string Name { get; }

    /// <summary>The id of the running process.</summary>
    int Id { get; }

    bool HasExited { get; }

    /// <summary>Its output.</summary>
    string Log { get; }

    void Start();

    Task StartReadyAsync();

    Task KillAsync();
}

/// <summary>A server that a script of deploy/native runs in the foreground.</summary>
/// <param name="answers">Throws until the server answers.</param>
internal sealed class NativeServer(
    string name, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, Func<Task> answers)
    : IRestartable, IAsyncDisposable
{
    private ChildProcess? process;

    public string Name => name;

    public int Id => process!.Id;

    public bool HasExited => process!.HasExited;

    public string Log => $"--- {name}\n{process?.Output}";

    public void Start() => process = new ChildProcess(Path.Combine(Machine.Repository, "deploy/native", name), arguments, environment);

    public async Task StartReadyAsync()
    {
        Start();
        await Eventually.Be($"{name} answers", async () =>
        {
            if (HasExited) throw new InvalidOperationException($"{name} does not start: {process!.Output}");
            await answers();
            return true;
        });
    }

    public Task KillAsync() => process!.KillAsync();

    public async ValueTask DisposeAsync()
    {
        if (process is not null) await process.DisposeAsync();
    }
}
