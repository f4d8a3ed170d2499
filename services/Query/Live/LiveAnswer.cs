using EventPlatform.Hosting.Access;

namespace EventPlatform.Query.Live;

/// <summary>Answers a follower with server-sent events, or with a page that waits for something new.</summary>
internal sealed class LiveAnswer<T, TFilter>(
    ILiveSource<T, TFilter> source, Following<T, TFilter> following, OpenStreams streams, EventStream frames, TimeProvider time,
    IHostApplicationLifetime lifetime)
{
    private const long PageBytes = Lists.PageReading.MaxBytes;
    private static readonly TimeSpan HeartbeatEvery = TimeSpan.FromSeconds(15);

    /// <summary>Reads the log before it sends the status: 410 if the log ends before the requested place.</summary>
    public async Task<IResult> StreamAsync(HttpContext http, LiveCursor after, TFilter filter)
    {
        using var stream = streams.Open(http);
        if (stream is null) return streams.TooMany(http);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        await using var pages = following.FollowAsync(after, filter, end.Token).GetAsyncEnumerator(end.Token);
        if (!await pages.MoveNextAsync()) return TypedResults.Empty;
        if (pages.Current.IsLost) return LiveRequests.Lost(pages.Current.EndOfLog);
        var next = Task.FromResult(true);
        LiveMetrics.Opened(source.Name);
        try
        {
            await EventStream.BeginAsync(http.Response, end.Token);
            if (HttpMethods.IsHead(http.Request.Method)) return TypedResults.Empty;
            while (await next)
            {
                await frames.WriteAsync(http.Response, pages.Current, end.Token);
                next = pages.MoveNextAsync().AsTask();
                await BeatAsync(http.Response, next, end.Token);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The follower left, the service is stopping, or the key ended. A follower resumes from its last id
            if (!http.KeyHasEnded()) return TypedResults.Empty;
            LiveMetrics.EndedByRevocation(source.Name);
            await frames.SayGoodbyeAsync(http.Response);
        }
        catch (TimeoutException)
        {
            http.Abort(); // the follower reads nothing
        }
        finally
        {
            LiveMetrics.Closed(source.Name);
            await end.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return TypedResults.Empty;
    }

    /// <summary>Returns at most <paramref name="limit"/> items. If there is none yet, waits for one until the time is over.</summary>
    public async Task<LivePage<T>> PageAsync(LiveCursor after, TFilter filter, int limit, TimeSpan wait, CancellationToken ct)
    {
        var page = (await source.ReadAsync(after, filter, new PageLimit(limit, PageBytes), ct)).After(after);
        if (page.IsLost || page.Items.Count > 0 || wait == TimeSpan.Zero || after.IsOfOtherTablesThan(page.Next)) return page;
        using var patience = new CancellationTokenSource(wait, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct, lifetime.ApplicationStopping, patience.Token);
        try
        {
            await foreach (var news in following.FollowAsync(page.Next, filter, end.Token))
            {
                if (news.Items.Count > limit) return news with { Items = [.. news.Items.Take(limit)], Next = news.Items[limit - 1].At };
                if (news.Items.Count > 0 || news.IsRedone || news.IsLost) return news;
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Nothing came in time
        }

        return page;
    }

    /// <summary>Sends heartbeats on this connection while it has nothing else to send.</summary>
    private async Task BeatAsync(HttpResponse response, Task next, CancellationToken ct)
    {
        while (true)
        {
            await next.WaitAsync(HeartbeatEvery, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (next.IsCompleted) return;
            await frames.WriteAsync(response, LivePage<T>.Heartbeat, ct);
        }
    }
}
