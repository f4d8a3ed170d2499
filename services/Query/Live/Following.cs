using System.Runtime.CompilerServices;

namespace EventPlatform.Query.Live;

/// <summary>Returns everything after a cursor and then what is new, each item once and in order.</summary>
internal sealed class Following<T, TFilter>(ILiveSource<T, TFilter> source, LiveHub<T, TFilter> hub, TimeProvider time)
{
    private static readonly PageLimit Limit = new(50, PageLimit.FollowedBytes);
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    /// <param name="after">Everything up to here was sent, or was not asked for.</param>
    private sealed class Progress(LiveCursor after)
    {
        public LiveCursor After { get; set; } = after;

        /// <summary>Everything up to here was read. It is behind <see cref="After"/> if the source has not come that far.</summary>
        public LiveCursor Read { get; set; }

        public bool IsLost { get; set; }
    }

    /// <summary>
    /// Returns pages with the items that match. An empty page is a heartbeat. A redone page comes before the first items of another
    /// generation. The first page comes as soon as the cursor has been compared with the log. A lost page is the last.
    /// </summary>
    public async IAsyncEnumerable<LivePage<T>> FollowAsync(LiveCursor after, TFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        var (progress, isFirst) = (new Progress(after), true);
        while (true)
        {
            await foreach (var page in ReadAsync(progress, filter, LiveCursor.EndOf(long.MaxValue), ct))
            {
                yield return page;
                isFirst = false;
            }

            if (progress.IsLost) yield break;
            if (isFirst) yield return LivePage<T>.Heartbeat;
            isFirst = false;
            using var subscription = hub.Subscribe(progress.Read);
            if (progress.Read < subscription.From)
            {
                // What came between the last page and the subscription
                await foreach (var page in ReadAsync(progress, filter, subscription.From, ct)) yield return page;
                if (progress.IsLost) yield break;
            }

            if (progress.Read < subscription.From)
            {
                // The generation that is served now is behind the one before
                await source.Changed.WaitAsync(LookAgain, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                continue;
            }

            await foreach (var page in subscription.ReadAllAsync(ct))
            {
                if (page.Next < progress.After) continue;
                var news = page.Items.Where(item => item.At > progress.After && source.Matches(filter, item.Value)).ToList();
                foreach (var told in Tell(progress.After, page with { Items = news })) yield return told;
                progress.After = page.Next;
            }
        }
    }

    /// <summary>Reads for this follower alone, up to a place or to the end of the source.</summary>
    private async IAsyncEnumerable<LivePage<T>> ReadAsync(
        Progress progress, TFilter filter, LiveCursor until, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var isLast = false; !isLast && !progress.IsLost && progress.Read < until;)
        {
            var read = await source.ReadAsync(progress.After, filter, Limit, ct);
            var page = read.After(progress.After);
            foreach (var told in Tell(progress.After, page)) yield return told;
            (progress.Read, progress.IsLost, isLast) = (read.Next, page.IsLost, read.IsLast);
            if (!page.IsLost) progress.After = page.Next;
        }
    }

    /// <summary>Returns what a follower receives of a page: that it is lost or from another generation, and its items.</summary>
    private static IEnumerable<LivePage<T>> Tell(LiveCursor after, LivePage<T> page)
    {
        if (page.IsLost) yield return page;
        else if (after.IsOfOtherTablesThan(page.Next)) yield return LivePage<T>.Redone(after, page.Next.Generation);
        if (page.Items.Count > 0) yield return page;
    }
}
