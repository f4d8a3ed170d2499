namespace EventPlatform.Ingestion.Bodies;

/// <summary>
/// The memory for one sender's bodies, allocated as bytes arrive. If it runs short, bodies that occupy memory while they wait for their
/// clients are stopped, the oldest first. The oldest body may exceed the capacity, so that one body can always complete.
/// </summary>
internal sealed class BodyRoom(long capacity, TimeSpan patience, TimeProvider time)
{
    /// <summary>A body that has occupied memory for less time is not stopped.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    private readonly Lock changing = new();
    private readonly List<IncomingBody> bodies = []; // the oldest first
    private TaskCompletionSource freed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long held;

    public void Enter(IncomingBody body)
    {
        lock (changing) bodies.Add(body);
    }

    public void Leave(IncomingBody body)
    {
        Free(body);
        lock (changing) bodies.Remove(body);
    }

    /// <summary>Releases all memory of the body.</summary>
    public void Free(IncomingBody body)
    {
        lock (changing)
        {
            if (body.Held.Bytes == 0) return;
            held -= body.Held.Bytes;
            body.Held = default;
            freed.SetResult();
            freed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Extends the memory of the body to this number of bytes. Returns false if there was no room within the timeout.</summary>
    public async ValueTask<bool> GrowAsync(IncomingBody body, long bytes, CancellationToken ct)
    {
        for (var began = time.GetTimestamp(); ;)
        {
            Task changed;
            lock (changing)
            {
                if (TryGrow(body, bytes)) return true;
                if (time.GetElapsedTime(began) >= patience) return false;
                bodies.Find(other => other != body && IsSlow(other))?.Stop(BodyEnd.NoRoom);
                changed = freed.Task;
            }

            await Task.WhenAny(changed, Task.Delay(LookEvery, time, ct));
            ct.ThrowIfCancellationRequested();
        }
    }

    private bool IsSlow(IncomingBody body) => body.KeepsWaiting && body.Held.Bytes > 0 && time.GetElapsedTime(body.Held.Since) >= Grace;

    private bool TryGrow(IncomingBody body, long bytes)
    {
        var more = bytes - body.Held.Bytes;
        if (held + more > capacity && bodies[0] != body) return false;
        held += more;
        body.Held = new(bytes, body.Held.Bytes == 0 ? time.GetTimestamp() : body.Held.Since);
        return true;
    }
}
