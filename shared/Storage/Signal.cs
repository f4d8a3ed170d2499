namespace EventPlatform.Storage;

/// <summary>Wakes all who wait for the next time that something happens.</summary>
public sealed class Signal
{
    private TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>To be taken before looking, so that nothing is missed in between.</summary>
    public Task Next => next.Task;

    public void Set() => Interlocked.Exchange(ref next, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
}
