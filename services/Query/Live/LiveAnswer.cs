using System.Buffers;
using System.Text;
using EventPlatform.Hosting.Access;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace EventPlatform.Query.Live;

/// <summary>Answers with what is followed: as server-sent events, or a page that waits for something to tell.</summary>
internal sealed class LiveAnswer<T, TFilter>(
    ILiveSource<T, TFilter> source, Following<T, TFilter> following, TimeProvider time, IHostApplicationLifetime lifetime, IOptions<JsonOptions> json)
{
    private const int FlushBytes = 16 * 1024;
    private static readonly TimeSpan GoodbyePatience = TimeSpan.FromSeconds(1);

    /// <summary>The frames are shared by all who get them, and written as they are: what the framework's own event writer cannot do.</summary>
    public async Task<EmptyHttpResult> StreamAsync(HttpContext http, LiveCursor after, TFilter filter)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        http.Response.ContentType = LiveRequests.EventStream;
        http.Response.Headers.CacheControl = "no-cache,no-store";
        if (HttpMethods.IsHead(http.Request.Method)) return TypedResults.Empty;
        await http.Response.Body.FlushAsync(http.RequestAborted); // the follower knows that it is connected before there is anything to tell
        try
        {
            await foreach (var page in following.FollowAsync(after, filter, end.Token)) await WriteAsync(http.Response, page, end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The follower left, the service stops, or the key ended: a follower goes on from its last id
            if (http.KeyHasEnded()) await SayGoodbyeAsync(http.Response);
        }

        return TypedResults.Empty;
    }

    /// <summary>At most so many items; where there is none yet, waits until there is, or the time is over.</summary>
    public async Task<LivePage<T>> PageAsync(LiveCursor after, TFilter filter, int limit, TimeSpan wait, CancellationToken ct)
    {
        var page = await source.ReadAsync(after, filter, limit, ct);
        if (page.Items.Count > 0 || wait == TimeSpan.Zero || after.IsOfOtherTablesThan(page.Next)) return page;
        using var patience = new CancellationTokenSource(wait, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct, lifetime.ApplicationStopping, patience.Token);
        try
        {
            await foreach (var news in following.FollowAsync(page.Next, filter, end.Token))
            {
                if (news.Items.Count > limit) return news with { Items = [.. news.Items.Take(limit)], Next = news.Items[limit - 1].At };
                if (news.Items.Count > 0 || news.IsRedone) return news;
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Nothing came in time
        }

        return page;
    }

    /// <summary>A follower that does not take it in time is cut off without it.</summary>
    private async Task SayGoodbyeAsync(HttpResponse response)
    {
        using var patience = new CancellationTokenSource(GoodbyePatience, time);
        await response.WriteAsync(LiveRequests.KeyEnded, patience.Token);
    }

    private async Task WriteAsync(HttpResponse response, LivePage<T> page, CancellationToken ct)
    {
        if (page.IsRedone) response.BodyWriter.Write(Encoding.ASCII.GetBytes(LiveRequests.Redone(page.Next)));
        else if (page.Items.Count == 0) response.BodyWriter.Write(":\n\n"u8);
        foreach (var item in page.Items)
        {
            response.BodyWriter.Write(item.Frame(json.Value.SerializerOptions));
            if (response.BodyWriter.UnflushedBytes > FlushBytes) await response.BodyWriter.FlushAsync(ct);
        }

        await response.BodyWriter.FlushAsync(ct);
    }
}
