namespace EventPlatform.Storage;

/// <summary>Wakes everything that waits for the next occurrence of an event.</summary>
public sealed class Signal
{
    private TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes at the next event. Read it before you check the state, so that no event in between is missed.</summary>
    public Task Next => next.Task;

    public void Set() => Interlocked.Exchange(ref next, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
}
