namespace EventPlatform.Ingestion.Bodies;

/// <summary>
/// Memory for one sender's bodies, taken as bytes arrive. If it runs short, bodies that hold some of it while they wait for their clients are stopped, the
/// oldest first. The oldest body may exceed the capacity, so that one of them always comes to its end.
/// </summary>
internal sealed class BodyRoom(long capacity, TimeSpan patience, TimeProvider time)
{
    /// <summary>A body that has held room for less is not stopped for others.</summary>
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

    /// <summary>Gives back all that the body holds.</summary>
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

    /// <summary>Makes room for so many bytes of the body in all; false if there was none for as long as the patience.</summary>
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
