using System.Threading.Channels;

namespace EventPlatform.Query.Live;

/// <summary>What one subscriber has yet to be sent: pages that all subscribers share. Ends where the subscriber is too slow, who then reads for himself.</summary>
internal sealed class LiveSubscription<T>(LiveCursor from, Action<LiveSubscription<T>> end) : IDisposable
{
    private const int Pages = 64;
    private readonly Channel<LivePage<T>> queue = Channel.CreateBounded<LivePage<T>>(new BoundedChannelOptions(Pages) { SingleReader = true, SingleWriter = true });

    /// <summary>The queue has everything after this.</summary>
    public LiveCursor From => from;

    public bool TryAdd(LivePage<T> page) => queue.Writer.TryWrite(page) || !queue.Writer.TryComplete();

    public IAsyncEnumerable<LivePage<T>> ReadAllAsync(CancellationToken ct) => queue.Reader.ReadAllAsync(ct);

    public void Dispose() => end(this);
}
