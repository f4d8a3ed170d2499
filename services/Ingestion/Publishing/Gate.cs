namespace EventPlatform.Ingestion.Publishing;

/// <summary>A gate that is open or closed. Callers can wait for a closed gate to open.</summary>
internal sealed class Gate(bool isOpen = true)
{
    private static readonly TaskCompletionSource AlwaysOpen = new();
    private readonly Lock turning = new();
    private TaskCompletionSource opened = isOpen ? AlwaysOpen : new(TaskCreationOptions.RunContinuationsAsynchronously);

    static Gate() => AlwaysOpen.SetResult();

    public bool IsOpen => opened.Task.IsCompleted;

    public Task OpenedAsync(CancellationToken ct) => opened.Task.WaitAsync(ct);

    /// <summary>Returns true if this changed the state.</summary>
    public bool Set(bool open)
    {
        lock (turning)
        {
            if (IsOpen == open) return false;
            if (open) opened.SetResult();
            else opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return true;
        }
    }
}
