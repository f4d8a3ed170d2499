namespace EventPlatform.Ingestion.Publishing;

/// <summary>Open or closed; who comes while it is closed can wait for it to open.</summary>
internal sealed class Gate
{
    private static readonly TaskCompletionSource AlwaysOpen = new();
    private readonly Lock turning = new();
    private TaskCompletionSource opened = AlwaysOpen;

    static Gate() => AlwaysOpen.SetResult();

    public bool IsOpen => opened.Task.IsCompleted;

    public Task OpenedAsync(CancellationToken ct) => opened.Task.WaitAsync(ct);

    /// <summary>True where that changed it.</summary>
    public bool Set(bool isOpen)
    {
        lock (turning)
        {
            if (IsOpen == isOpen) return false;
            if (isOpen) opened.SetResult();
            else opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return true;
        }
    }
}
