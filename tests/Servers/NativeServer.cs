namespace EventPlatform.Servers;

/// <summary>A process that can be killed and started again: a service or a server.</summary>
public interface IRestartable
{
    string Name { get; }

    /// <summary>Of the process as it runs now.</summary>
    int Id { get; }

    bool HasExited { get; }

    /// <summary>What it wrote.</summary>
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
