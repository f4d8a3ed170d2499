using System.Runtime.CompilerServices;

namespace EventPlatform.Query.Live;

/// <summary>Everything after a cursor, then what is new, each once and in order.</summary>
internal sealed class Following<T, TFilter>(ILiveSource<T, TFilter> source, LiveHub<T, TFilter> hub, TimeProvider time)
{
    private const int PageSize = 50; // what each of many slow subscribers may hold in memory
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    /// <summary>Pages with the items that match, one before the first of other read tables; an empty one is a heartbeat.</summary>
    public async IAsyncEnumerable<LivePage<T>> FollowAsync(LiveCursor after, TFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        while (true)
        {
            for (var page = default(LivePage<T>); page is not { IsLast: true };)
            {
                page = await source.ReadAsync(after, filter, PageSize, ct);
                if (after.IsOfOtherTablesThan(page.Next)) yield return LivePage<T>.Redone(after, page.Next.Generation);
                after = page.Next;
                if (page.Items.Count > 0) yield return page;
            }

            using var subscription = hub.Subscribe(after);
            // What came between the last page and the subscription
            for (var page = default(LivePage<T>); after < subscription.From && page is not { IsLast: true };)
            {
                page = await source.ReadAsync(after, filter, PageSize, ct);
                if (after.IsOfOtherTablesThan(page.Next)) yield return LivePage<T>.Redone(after, page.Next.Generation);
                after = page.Next;
                if (page.Items.Count > 0) yield return page;
            }

            if (after < subscription.From)
            {
                // The generation that is served now is not as far as the one before
                await source.Changed.WaitAsync(LookAgain, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                continue;
            }

            await foreach (var page in subscription.ReadAllAsync(ct))
            {
                if (ReferenceEquals(page, LivePage<T>.Heartbeat)) yield return page;
                if (page.Next < after) continue;
                if (after.IsOfOtherTablesThan(page.Next)) yield return LivePage<T>.Redone(after, page.Next.Generation);
                var news = page.Items.Where(item => item.At > after && source.Matches(filter, item.Value)).ToList();
                after = page.Next;
                if (news.Count > 0) yield return page with { Items = news, Next = after };
            }
        }
    }
}
