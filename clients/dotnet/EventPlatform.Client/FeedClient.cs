using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace EventPlatform.Client;

/// <summary>Posts events to Ingestion, each until it is taken or refused. To send an event again is harmless: it counts once.</summary>
/// <param name="http">Its base address is that of Ingestion, and it sends the key of the feed.</param>
public sealed class FeedClient(HttpClient http, TimeProvider? time = null)
{
    private const int EventsOfARequest = 1_000;
    private static readonly Uri Events = new("/v1/events", UriKind.Relative);
    private readonly TimeProvider time = time ?? TimeProvider.System;

    /// <summary>How long one request is tried again while the platform is away or asks to wait.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(10);

    /// <exception cref="PlatformException">The request is refused as a whole, or the platform was away for too long.</exception>
    public async Task<Posted> PostAsync(IReadOnlyCollection<FeedEvent> events, CancellationToken ct = default)
    {
        var lines = Encoding.UTF8.GetBytes(string.Join('\n', events.Select(one => one.ToJson())));
        var retries = new Retries(time, Patience);
        while (true)
        {
            HttpResponseMessage? answer = null;
            try
            {
                using var content = new ByteArrayContent(lines);
                content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
                answer = await http.PostAsync(Events, content, ct);
                if (answer.StatusCode is HttpStatusCode.Accepted)
                    return (await answer.Content.ReadFromJsonAsync<Posted>(Json.Options, ct))!;
                var problem = await PlatformException.OfAsync(answer, ct);
                if (problem.Problem?["refused"] is { } refused && problem.Problem["accepted"] is null)
                    return new(0, refused.Deserialize<List<RefusedEvent>>(Json.Options)!, []);
                if (!Retries.AreOf(answer.StatusCode)) throw problem;
                await retries.PauseAsync(problem.Message, problem, answer, ct);
            }
            catch (Exception e) when (!ct.IsCancellationRequested && e is HttpRequestException or IOException or TaskCanceledException)
            {
                await retries.PauseAsync("Ingestion does not answer", e, answer, ct);
            }
            finally
            {
                answer?.Dispose();
            }
        }
    }

    /// <summary>Posts any number of events, some at a time, in their order.</summary>
    public async IAsyncEnumerable<Posted> PostAsync(
        IAsyncEnumerable<FeedEvent> events, [EnumeratorCancellation] CancellationToken ct = default)
    {
        await foreach (var some in events.Chunk(EventsOfARequest).WithCancellation(ct)) yield return await PostAsync(some, ct);
    }
}
