using EventPlatform.Hosting.Telemetry;
using EventPlatform.Storage;

namespace EventPlatform.Query.Live;

/// <summary>
/// Reads a source once for all its subscribers. Each subscriber has a bounded queue. A subscriber that is too slow loses its queue and
/// catches up from its own cursor, so that memory does not grow. Without subscribers, nothing is read.
/// </summary>
internal sealed partial class LiveHub<T, TFilter>(ILiveSource<T, TFilter> source, TimeProvider time, ILogger<LiveHub<T, TFilter>> log)
    : BackgroundService
{
    private static readonly PageLimit Limit = new(200, PageLimit.FollowedBytes);
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly HashSet<LiveSubscription<T>> subscriptions = [];
    private TaskCompletionSource firstSubscribed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LiveCursor head;
    private string? logged;

    /// <param name="at">
    /// The place up to which the subscriber has read the source, not the place that it asked for. The hub begins at that of the first.
    /// </param>
    public LiveSubscription<T> Subscribe(LiveCursor at)
    {
        lock (gate)
        {
            if (subscriptions.Count == 0) head = at;
            var subscription = new LiveSubscription<T>(head, End);
            subscriptions.Add(subscription);
            if (subscriptions.Count == 1) firstSubscribed.TrySetResult();
            return subscription;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ReadOnAsync(stoppingToken);
            }
            catch (Exception e) when (e is NotBuiltException || PostgresOutage.Caused(e))
            {
                var why = e is NotBuiltException ? e.Message : PostgresOutage.Describe(e);
                if (why != logged) NotReading(why);
                logged = why;
                await Task.Delay(LookAgain, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ReadOnAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            if (await PlaceAsync(ct) is not { } from) continue;
            var changed = source.Changed;
            var page = await source.ReadAsync(from, source.Everything, Limit, ct);
            logged = null;
            var subscribers = await DeliverAsync(from, page, ct);
            // A short wait makes fewer and larger writes. It is not noticeable with few subscribers, and 200 ms with 1,000 or more
            if (page is { IsLast: true, Items.Count: > 0 } && subscribers > 20)
                await Task.Delay(TimeSpan.FromMicroseconds(200 * Math.Min(subscribers, 1_000)), time, ct);
            if (page.IsLast) await changed.WaitAsync(LookAgain, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<int> DeliverAsync(LiveCursor from, LivePage<T> page, CancellationToken ct)
    {
        using var span = ReportSpan.AreCollected && page.Items.Count > 0
            ? ReportSpan.Start(
                $"deliver {source.Name}", await source.TraceParentsAsync(page.Items[0].At.Position - 1, page.Items[^1].At.Position, ct))
            : null;
        var now = time.GetUtcNow();
        foreach (var item in page.Items)
        {
            if (item.Recorded is { } recorded) LiveMetrics.Delivered(source.Name, now - recorded);
        }

        return Share(from, page);
    }

    /// <summary>Returns null if there was no subscriber.</summary>
    private async Task<LiveCursor?> PlaceAsync(CancellationToken ct)
    {
        Task subscribed;
        lock (gate)
        {
            if (subscriptions.Count > 0) return head;
            if (firstSubscribed.Task.IsCompleted) firstSubscribed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            subscribed = firstSubscribed.Task;
        }

        await subscribed.WaitAsync(ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return null;
    }

    private int Share(LiveCursor from, LivePage<T> read)
    {
        lock (gate)
        {
            if (head != from) return 0; // all subscribers left meanwhile, and a new one began elsewhere
            var page = read.After(from);
            if (page.IsLost) EndAll();
            else head = page.Next;
            if (page.Items.Count > 0 || from.IsOfOtherTablesThan(page.Next)) ToAll(page);
            return subscriptions.Count;
        }
    }

    /// <summary>Each subscriber then reads for itself, and finds that the log is not the one that it followed.</summary>
    private void EndAll()
    {
        foreach (var subscription in subscriptions) subscription.End();
        subscriptions.Clear();
    }

    private void ToAll(LivePage<T> page) => subscriptions.RemoveWhere(subscription => !subscription.TryAdd(page));

    private void End(LiveSubscription<T> subscription)
    {
        lock (gate) subscriptions.Remove(subscription);
    }

    [LoggerMessage(LogLevel.Warning, "Subscribers receive nothing new at present: {Why}")]
    private partial void NotReading(string why);
}
