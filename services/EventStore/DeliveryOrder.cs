namespace EventPlatform.EventStore;

/// <summary>Lets the messages of a channel continue in the order of their delivery, although they are read concurrently.</summary>
internal sealed class DeliveryOrder
{
    private readonly Lock mutex = new();
    private readonly Dictionary<ulong, TaskCompletionSource> waiting = [];
    private readonly HashSet<ulong> passed = [];
    private ulong next = 1;

    /// <summary>Completes when all earlier deliveries have passed.</summary>
    /// <param name="tag">The delivery tag, which RabbitMQ counts from 1 in each channel.</param>
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

    /// <summary>Gives the next message its turn. A message that cannot be read may pass before its turn.</summary>
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
