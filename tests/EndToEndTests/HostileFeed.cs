using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests;

/// <summary>A feed whose clients behave as hostile and unlucky clients do, each on its own connection, until the test ends them.</summary>
internal sealed class HostileFeed(Uri ingestion, string key)
{
    public delegate Task Way(HostileFeed feed, CancellationToken ct);

    private delegate Task Client(NetworkStream http, CancellationToken ct);

    private const string Lines = "application/x-ndjson";
    private const string Batch = "application/cloudevents-batch+json";
    private const string One = "application/cloudevents+json";
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    private long sent;
    private int number;

    /// <summary>How many bytes its clients have sent.</summary>
    public long Sent => Interlocked.Read(ref sent);

    public static IReadOnlyDictionary<string, Way> Ways { get; } = new Dictionary<string, Way>(StringComparer.Ordinal)
    {
        ["slow batches"] = (feed, ct) => feed.ClientsAsync(30, feed.SlowBatchAsync, ct),
        ["half batches"] = (feed, ct) => feed.ClientsAsync(20, feed.Begins(Batch, new string(' ', 2_000_000)), ct),
        ["batches that never come"] = (feed, ct) => feed.ClientsAsync(100, feed.Begins(Batch, "["), ct),
        ["half lines"] = (feed, ct) => feed.ClientsAsync(30, feed.Begins(Lines, new string('x', 200_000)), ct),
        ["slow headers"] = (feed, ct) => feed.ClientsAsync(100, feed.SlowHeadersAsync, ct),
        ["answers that are not read"] = (feed, ct) => feed.ClientsAsync(8, feed.PipelineAsync, ct),
        ["uploads of one company"] = (feed, ct) => feed.ClientsAsync(8, feed.Uploads(20_000), ct),
        ["uploads of long lines"] = (feed, ct) => feed.ClientsAsync(8, feed.Uploads(250_000), ct),
        ["large batches"] = (feed, ct) => feed.ClientsAsync(8, feed.Repeats(Batch, feed.BatchOf(3_000)), ct),
        ["posts of one company"] = (feed, ct) => feed.ClientsAsync(64, feed.Repeats(One, feed.Event(0)), ct),
    };

    private Task ClientsAsync(int count, Client client, CancellationToken ct) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(_ => Task.Run(() => ConnectAsync(client, ct), CancellationToken.None)));

    private async Task ConnectAsync(Client client, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                using var connection = new TcpClient();
                await connection.ConnectAsync(ingestion.Host, ingestion.Port, ct);
                await using var stream = connection.GetStream();
                await client(stream, ct);
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // Ingestion cut it off, and it connects again
            }
        }
    }

    private async Task SlowBatchAsync(NetworkStream http, CancellationToken ct)
    {
        await SendAsync(http, Head(Batch, 4_000_000) + "[", ct);
        for (var part = new string(' ', 2_400); ; await Task.Delay(Pace, ct)) await SendAsync(http, part, ct);
    }

    private async Task SlowHeadersAsync(NetworkStream http, CancellationToken ct)
    {
        await SendAsync(http, "POST /v1/events HTTP/1.1\r\nHost: x\r\nX-Slow: ", ct);
        for (; ; await Task.Delay(Pace, ct)) await SendAsync(http, "x", ct);
    }

    private Client Begins(string mediaType, string begin) => async (http, ct) =>
    {
        await SendAsync(http, Head(mediaType, 4_000_000) + begin, ct);
        await DrainAsync(http, ct);
    };

    private async Task PipelineAsync(NetworkStream http, CancellationToken ct)
    {
        for (var head = Head(One, 2); ; ) await SendAsync(http, head + "{}", ct);
    }

    private Client Uploads(int padding) => async (http, ct) =>
    {
        await SendAsync(http, Head(Lines, null), ct);
        while (true)
        {
            var line = Event(padding) + "\n";
            await SendAsync(http, $"{line.Length:x}\r\n{line}\r\n", ct);
        }
    };

    private Client Repeats(string mediaType, string body) => async (http, ct) =>
    {
        _ = DrainAsync(http, ct);
        for (var request = Head(mediaType, body.Length) + body; ;) await SendAsync(http, request, ct);
    };

    private static async Task DrainAsync(NetworkStream http, CancellationToken ct)
    {
        try
        {
            for (var buffer = new byte[10_000]; await http.ReadAsync(buffer, ct) > 0;) { }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The connection has ended
        }
    }

    private async Task SendAsync(NetworkStream http, string text, CancellationToken ct)
    {
        await http.WriteAsync(Encoding.ASCII.GetBytes(text), ct);
        Interlocked.Add(ref sent, text.Length);
    }

    private string Head(string mediaType, int? length) =>
        $"POST /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {key}\r\nContent-Type: {mediaType}\r\n"
        + (length is null ? "Transfer-Encoding: chunked\r\n\r\n" : $"Content-Length: {length}\r\n\r\n");

    private string BatchOf(int events) => $"[{string.Join(',', Enumerable.Range(0, events).Select(_ => Event(0)))}]";

    private string Event(int padding)
    {
        var hot = Events.Funding(Fairness.HotCompany, $"hostile-{Interlocked.Increment(ref number)}", source: "/feeds/hostile");
        if (padding > 0) hot["data"]!["padding"] = JsonValue.Create(new string('p', padding));
        return hot.ToJsonString();
    }
}
