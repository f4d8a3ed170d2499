using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventPlatform.Client;

/// <summary>Posts events to Ingestion until each is accepted or refused. It is safe to post an event again: it counts once.</summary>
/// <param name="http">Must have the base address of Ingestion, and send the key of the feed.</param>
public sealed class FeedClient(HttpClient http, TimeProvider? time = null)
{
    /// <summary>The maximum number of receipts in an answer.</summary>
    private const int EventsOfARequest = 1_000;
    private static readonly Uri Events = new("/v1/events", UriKind.Relative);
    private readonly TimeProvider time = time ?? TimeProvider.System;

    /// <summary>How long a request is retried while the platform is unavailable or asks to wait.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Posts any number of events in order.</summary>
    /// <exception cref="PlatformException">
    /// The request was refused, or the platform was unavailable for too long.
    /// Some of the events may have been accepted: post all of them again later.
    /// </exception>
    public async Task<Posted> PostAsync(IReadOnlyCollection<FeedEvent> events, CancellationToken ct = default)
    {
        var (accepted, refused, receipts) = (0L, new List<RefusedEvent>(), new List<string>());
        var before = 0;
        foreach (var some in events.Chunk(EventsOfARequest))
        {
            var posted = await PostSomeAsync(some, ct);
            accepted += posted.Accepted;
            refused.AddRange(posted.Refused.Select(one => one with { Line = before + one.Line }));
            receipts.AddRange(posted.Receipts);
            before += some.Length;
        }

        return new(accepted, refused, receipts);
    }

    private async Task<Posted> PostSomeAsync(FeedEvent[] events, CancellationToken ct)
    {
        var lines = Encoding.UTF8.GetBytes(string.Join('\n', events.Select(one => one.ToJson())));
        var retries = new Retries(time, Patience);
        while (true)
        {
            try
            {
                using var content = new ByteArrayContent(lines);
                content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
                using var answer = await http.PostAsync(Events, content, ct);
                if (await ReadAsync(answer, events.Length, ct) is { } posted) return posted;
                var problem = await PlatformException.OfAsync(answer, ct);
                if (!Retries.IsWorthAnotherTry(answer.StatusCode)) throw problem;
                await retries.PauseAsync(problem.Message, problem, answer, ct);
            }
            catch (Exception e) when (!ct.IsCancellationRequested && e is HttpRequestException or IOException or TaskCanceledException)
            {
                await retries.PauseAsync("Ingestion does not answer", e, null, ct);
            }
        }
    }

    /// <summary>Null if the request was refused as a whole.</summary>
    private static async Task<Posted?> ReadAsync(HttpResponseMessage answer, int events, CancellationToken ct)
    {
        if (answer.StatusCode is HttpStatusCode.BadRequest)
        {
            var problem = await PlatformException.OfAsync(answer, ct);
            return problem.Problem?["refused"] is { } refused && problem.Problem["accepted"] is null
                ? new(0, refused.Deserialize<List<RefusedEvent>>(Json.Options)!, [])
                : null;
        }

        if (answer.StatusCode is not HttpStatusCode.Accepted) return null;
        var posted = (await answer.Content.ReadFromJsonAsync<Posted>(Json.Options, ct))!;
        if (posted.Accepted + posted.Refused.Count >= events) return posted;
        // The key was revoked meanwhile: the events after the last line were not read
        var why = posted.Refused is [.., { Errors: [var last, ..] }] ? last.Detail : "Post all of them again.";
        throw new PlatformException(HttpStatusCode.Unauthorized, new JsonObject
        {
            ["title"] = "Not all events were read", ["detail"] = why, ["accepted"] = posted.Accepted,
        });
    }
}
