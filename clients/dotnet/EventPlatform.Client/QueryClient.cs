using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;

namespace EventPlatform.Client;

/// <summary>Reads the receipts of reports from Query, and follows the facts that are concluded from them.</summary>
/// <param name="http">Must have the base address of Query, and send a key with the role read.</param>
public sealed class QueryClient(HttpClient http, TimeProvider? time = null)
{
    private const string StillOnItsWay = "No such report yet";
    private const int WaitSeconds = 30;
    private const string JsonType = "application/json";
    private const string EventsType = "text/event-stream";

    /// <summary>The platform sends something on a stream every 15 seconds.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(45);
    private readonly TimeProvider time = time ?? TimeProvider.System;

    /// <summary>How long a request is retried while the platform is unavailable.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Waits until the outcome of a report is known.</summary>
    /// <param name="receipt">A receipt from <see cref="Posted"/>.</param>
    /// <exception cref="PlatformException">The request is refused, or the outcome stays unknown for too long.</exception>
    public async Task<Receipt> ReceiptAsync(string receipt, CancellationToken ct = default)
    {
        var retries = new Retries(time, Patience);
        while (true)
        {
            var read = await TryAsync(new Uri($"{receipt}&wait={WaitSeconds}", UriKind.Relative), JsonType, null, retries, async answer =>
            {
                if (answer.IsSuccessStatusCode) return await answer.Content.ReadFromJsonAsync<Receipt>(Json.Options, ct);
                var problem = await PlatformException.OfAsync(answer, ct);
                if (problem.Title != StillOnItsWay) throw problem;
                await retries.PauseAsync(problem.Message, problem, null, ct);
                return null;
            }, ct);
            if (read is not null) return read;
        }
    }

    /// <summary>Returns facts as they change. After an interruption it continues after the last change that it returned.</summary>
    /// <param name="after">Cursor of the last change already seen; null starts at the first change.</param>
    /// <param name="company">Only facts of this company, given by any of its keys.</param>
    /// <param name="type">Only facts of this report type.</param>
    /// <exception cref="PlatformException">The request is refused, the key was revoked, or the log ends before the cursor.</exception>
    public async IAsyncEnumerable<Followed> FollowFactsAsync(
        string? after = null, string? company = null, string? type = null, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var filter = string.Join('&', new (string Name, string? Value)[] { ("company", company), ("type", type) }
            .Where(one => one.Value is not null).Select(one => $"{one.Name}={Uri.EscapeDataString(one.Value!)}"));
        var path = new Uri($"/v1/facts/changes?{filter}", UriKind.Relative);
        var retries = new Retries(time, Patience);
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            var opened = await TryAsync(path, EventsType, after, retries, async answer => answer.IsSuccessStatusCode
                ? await answer.Content.ReadAsStreamAsync(ct)
                : throw await PlatformException.OfAsync(answer, ct), ct);
            if (opened is null) continue;
            retries.Answered();
            await using (opened)
            {
                await foreach (var sent in ReadAsync(new EndingStream(opened, LongestSilence, time), ct))
                {
                    if (Followed.Read(sent) is not { } followed) continue;
                    retries.Progressed();
                    after = followed.Cursor;
                    yield return followed;
                }
            }

            retries.Answered();
            await retries.PauseAsync("The stream ended", null, null, ct);
        }
    }

    /// <summary>Returns null, after the pause, if the request must be retried.</summary>
    /// <param name="read">Reads the answer, whose body may still be arriving. The caller disposes what it opens.</param>
    private async Task<T?> TryAsync<T>(
        Uri path, string accept, string? after, Retries retries, Func<HttpResponseMessage, Task<T?>> read, CancellationToken ct)
        where T : class
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));
            if (after is not null) request.Headers.Add("Last-Event-ID", after);
            var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            if (!Retries.IsWorthAnotherTry(answer.StatusCode)) return await read(answer);
            using (answer)
            {
                var problem = await PlatformException.OfAsync(answer, ct);
                await retries.PauseAsync(problem.Message, problem, answer, ct);
            }
        }
        catch (Exception e) when (!ct.IsCancellationRequested && e is HttpRequestException or IOException or TaskCanceledException)
        {
            await retries.PauseAsync("Query does not answer", e, null, ct);
        }

        return null;
    }

    /// <summary>Ends when the stream ends or breaks.</summary>
    private static async IAsyncEnumerable<SseItem<string>> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken ct)
    {
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
}
