using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace EventPlatform.Client;

/// <summary>Asks Query what became of reports, and follows what is concluded from them.</summary>
/// <param name="http">Its base address is that of Query, and it sends a key that may read.</param>
public sealed class QueryClient(HttpClient http, TimeProvider? time = null)
{
    private const int WaitSeconds = 30;
    private readonly TimeProvider time = time ?? TimeProvider.System;

    private sealed record Change(string Cursor, Fact Fact);

    /// <summary>How long a request is tried again while the platform is away.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Waits until it is known what became of a report.</summary>
    /// <param name="receipt">As <see cref="Posted"/> has it.</param>
    public async Task<Receipt> ReceiptAsync(string receipt, CancellationToken ct = default)
    {
        var retries = new Retries(time, Patience);
        while (true)
        {
            using var answer = await TryAsync(new Uri($"{receipt}&wait={WaitSeconds}", UriKind.Relative), null, retries, ct);
            if (answer is null) continue;
            if (answer.IsSuccessStatusCode) return (await answer.Content.ReadFromJsonAsync<Receipt>(Json.Options, ct))!;
            var problem = await PlatformException.OfAsync(answer, ct);
            if (answer.StatusCode is not HttpStatusCode.NotFound) throw problem;
            await retries.PauseAsync(problem.Message, problem, answer, ct); // still on its way
        }
    }

    /// <summary>Facts as they change. It goes on after an interruption where it was.</summary>
    /// <param name="after">Cursor of the last change that was seen; from the first unless given.</param>
    /// <param name="company">Of this company only, by any of its keys.</param>
    /// <param name="type">Of this report type only.</param>
    /// <exception cref="PlatformException">The request is refused, the key was revoked, or the log ends before the cursor.</exception>
    public async IAsyncEnumerable<Followed> FollowFactsAsync(
        string? after = null, string? company = null, string? type = null, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var filter = string.Concat(
            new (string Name, string? Value)[] { ("company", company), ("type", type) }
                .Where(one => one.Value is not null).Select(one => $"&{one.Name}={Uri.EscapeDataString(one.Value!)}"));
        var path = new Uri($"/v1/facts/changes?{filter.TrimStart('&')}", UriKind.Relative);
        var retries = new Retries(time, Patience);
        while (!ct.IsCancellationRequested)
        {
            using var answer = await TryAsync(path, after, retries, ct);
            if (answer is null) continue;
            if (!answer.IsSuccessStatusCode) throw await PlatformException.OfAsync(answer, ct);
            await foreach (var sent in ReadAsync(answer, ct))
            {
                retries.Reset();
                var followed = Read(sent);
                after = followed.Cursor ?? after;
                yield return followed;
            }

            await retries.PauseAsync("The stream ended", null, null, ct);
        }
    }

    /// <summary>Null if it is to be tried again, after a pause.</summary>
    private async Task<HttpResponseMessage?> TryAsync(Uri path, string? after, Retries retries, CancellationToken ct)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (path.OriginalString.StartsWith("/v1/facts", StringComparison.Ordinal))
                request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
            if (after is not null) request.Headers.Add("Last-Event-ID", after);
            var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            if (!Retries.AreOf(answer.StatusCode)) return answer;
            using (answer) await retries.PauseAsync($"Query answers {(int)answer.StatusCode}", null, answer, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested && e is HttpRequestException or IOException or TaskCanceledException)
        {
            await retries.PauseAsync("Query does not answer", e, null, ct);
        }

        return null;
    }

    /// <summary>Ends where the stream ends or breaks.</summary>
    private static async IAsyncEnumerable<SseItem<string>> ReadAsync(
        HttpResponseMessage answer, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(ct);
        await using var items = SseParser.Create(stream).EnumerateAsync(ct).GetAsyncEnumerator(ct);
        while (true)
        {
            try
            {
                if (!await items.MoveNextAsync()) yield break;
            }
            catch (Exception e) when (e is IOException or HttpRequestException)
            {
                yield break;
            }

            yield return items.Current;
        }
    }

    private static Followed Read(SseItem<string> sent) => sent.EventType switch
    {
        "redone" => new Redone(sent.EventId),
        "revoked" => throw PlatformException.Of(HttpStatusCode.Unauthorized, sent.Data),
        _ => JsonSerializer.Deserialize<Change>(sent.Data, Json.Options) is { } change
            ? new FactChanged(change.Cursor, change.Fact)
            : throw new PlatformException("A change could not be read"),
    };
}
