namespace EventPlatform.Ingestion.Publishing;

/// <summary>Open or closed; a caller that comes while it is closed can wait for it to open.</summary>
internal sealed class Gate(bool isOpen = true)
{
    private static readonly TaskCompletionSource AlwaysOpen = new();
    private readonly Lock turning = new();
    private TaskCompletionSource opened = isOpen ? AlwaysOpen : new(TaskCreationOptions.RunContinuationsAsynchronously);

    static Gate() => AlwaysOpen.SetResult();

    public bool IsOpen => opened.Task.IsCompleted;

    public Task OpenedAsync(CancellationToken ct) => opened.Task.WaitAsync(ct);

    /// <summary>True where that changed it.</summary>
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
