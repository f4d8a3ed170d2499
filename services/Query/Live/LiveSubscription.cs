using System.Runtime.CompilerServices;

namespace EventPlatform.Query.Live;

/// <summary>
/// The queue of one subscriber. All subscribers share the pages. A subscriber that is too slow for the bounds of its queue loses the
/// queue and the subscription, and reads for itself.
/// </summary>
internal sealed class LiveSubscription<T>(LiveCursor from, Action<LiveSubscription<T>> end) : IDisposable
{
    private const int MaxPages = 64;
    private const long MaxBytes = 4 * PageLimit.FollowedBytes;

    private readonly Lock gate = new();
    private readonly Queue<LivePage<T>> queue = [];
    private readonly SemaphoreSlim changed = new(0);
    private long bytes;
    private bool isEnded;

    /// <summary>The queue has everything after this.</summary>
    public LiveCursor From => from;

    /// <summary>Returns false if the subscription has ended.</summary>
    public bool TryAdd(LivePage<T> page)
    {
        lock (gate)
        {
            isEnded |= queue.Count == MaxPages || (queue.Count > 0 && bytes + page.Bytes > MaxBytes);
            if (isEnded)
            {
                queue.Clear();
            }
            else
            {
                queue.Enqueue(page);
                bytes += page.Bytes;
            }
        }

        changed.Release();
        return !isEnded;
    }

    /// <summary>Ends the subscription. The subscriber then reads for itself.</summary>
    public void End()
    {
        lock (gate)
        {
            isEnded = true;
            queue.Clear();
        }

        changed.Release();
    }

    public async IAsyncEnumerable<LivePage<T>> ReadAllAsync([EnumeratorCancellation] CancellationToken ct)
    {
        while (true)
        {
            await changed.WaitAsync(ct);
            LivePage<T>? page;
            lock (gate)
            {
                if (isEnded) yield break;
                if (queue.TryDequeue(out page)) bytes -= page.Bytes;
            }

            if (page is not null) yield return page;
        }
    }

    public void Dispose()
    {
        end(this);
        changed.Dispose();
    }
}
