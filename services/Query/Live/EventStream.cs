using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace EventPlatform.Query.Live;

/// <summary>
/// Writes server-sent events. All followers of an item share its frame, which the framework's own event writer does not allow. Frames
/// are written in pieces, so that little is buffered for a slow follower.
/// </summary>
internal sealed class EventStream(IOptions<JsonOptions> json, TimeProvider time)
{
    public const string MediaType = "text/event-stream";
    private const int PieceBytes = 16 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan GoodbyePatience = TimeSpan.FromSeconds(1);

    public static async Task BeginAsync(HttpResponse response, CancellationToken ct)
    {
        response.ContentType = MediaType;
        response.Headers.CacheControl = "no-cache,no-store";
        await response.Body.FlushAsync(ct); // shows the follower that it is connected before the first event
    }

    /// <summary>Throws <see cref="TimeoutException"/> if the follower reads nothing for a minute.</summary>
    public async Task WriteAsync<T>(HttpResponse response, LivePage<T> page, CancellationToken ct)
    {
        if (page.IsLost) await WriteAsync(response, Encoding.ASCII.GetBytes(LiveRequests.Redone(page.EndOfLog)), ct);
        else if (page.IsRedone) await WriteAsync(response, Encoding.ASCII.GetBytes(LiveRequests.Redone(page.Next)), ct);
        else if (page.Items.Count == 0) await WriteAsync(response, ":\n\n"u8.ToArray(), ct);
        foreach (var item in page.Items) await WriteAsync(response, item.Frame(json.Value.SerializerOptions), ct);
        await FlushAsync(response, ct);
    }

    /// <summary>Sends the event that the key has ended. A follower that does not read it in time is cut off without it.</summary>
    public async Task SayGoodbyeAsync(HttpResponse response)
    {
        using var patience = new CancellationTokenSource(GoodbyePatience, time);
        await response.WriteAsync(LiveRequests.KeyEnded, patience.Token);
    }

    private async Task WriteAsync(HttpResponse response, ReadOnlyMemory<byte> frame, CancellationToken ct)
    {
        for (; !frame.IsEmpty; frame = frame[Math.Min(PieceBytes, frame.Length)..])
        {
            response.BodyWriter.Write(frame.Span[..Math.Min(PieceBytes, frame.Length)]);
            if (response.BodyWriter.UnflushedBytes >= PieceBytes) await FlushAsync(response, ct);
        }
    }

    private async Task FlushAsync(HttpResponse response, CancellationToken ct)
    {
        var flush = response.BodyWriter.FlushAsync(ct);
        if (flush.IsCompletedSuccessfully) return;
        await flush.AsTask().WaitAsync(Patience, time, ct);
    }
}
