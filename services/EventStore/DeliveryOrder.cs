namespace EventPlatform.EventStore;

/// <summary>Gives messages of one channel their turn in the order in which they were delivered, since they are read side by side.</summary>
internal sealed class DeliveryOrder
{
    private readonly Lock mutex = new();
    private readonly Dictionary<ulong, TaskCompletionSource> waiting = [];
    private readonly HashSet<ulong> passed = [];
    private ulong next = 1;

    /// <summary>Ends when everything that was delivered before has passed.</summary>
    /// <param name="tag">The delivery tag: RabbitMQ counts from 1 in each channel.</param>
    public Task TurnAsync(ulong tag)
    {
        lock (mutex)
        {
            if (tag <= next) return Task.CompletedTask;
            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Add(tag, turn);
            return turn.Task;
        }
    }

    /// <summary>Lets the next one have its turn. A message that cannot be read may pass before its own.</summary>
    public void Pass(ulong tag)
    {
        TaskCompletionSource? turn;
        lock (mutex)
        {
            if (tag < next) return;
            passed.Add(tag);
            while (passed.Remove(next)) next++;
            waiting.Remove(next, out turn);
        }

        turn?.SetResult();
    }
}
