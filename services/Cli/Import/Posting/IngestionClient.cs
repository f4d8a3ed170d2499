using System.Net;
using System.Net.Http.Headers;

namespace EventPlatform.Cli.Import.Posting;

/// <summary>Posts batches, each until Ingestion has taken or refused it. Sending one again is harmless: what is stored already counts once.</summary>
/// <param name="waiting">Told why it waits, and null once it doesn't any more.</param>
internal sealed class IngestionClient(HttpClient http, Platform platform, TimeProvider time, Action<string?> waiting)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <exception cref="CommandException">It is not allowed, or the platform is away for too long.</exception>
    public async Task<IngestionAnswer> PostAsync(ReadOnlyMemory<byte> lines, CancellationToken ct)
    {
        var began = time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            var (answer, why, after) = await TryAsync(lines, ct);
            if (answer is not null)
            {
                waiting(null);
                return answer;
            }

            if (time.GetElapsedTime(began) > Patience) throw new CommandException($"{why}, for {Patience.TotalMinutes} minutes. Run the import again later: what is stored already counts once.");
            var pause = after ?? TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, Math.Pow(2, attempt - 1)));
            waiting($"{why}; trying again in {pause.TotalSeconds:0} s");
            await Task.Delay(pause, time, ct);
        }
    }

    private async Task<(IngestionAnswer? Answer, string Why, TimeSpan? After)> TryAsync(ReadOnlyMemory<byte> lines, CancellationToken ct)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(platform.Ingestion, "/v1/events"));
            request.Content = new ReadOnlyMemoryContent(lines) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-ndjson") } };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", platform.FeedKey);
            using var response = await http.SendAsync(request, ct);
            var text = await response.Content.ReadAsStringAsync(ct);
            return Read(response, text);
        }
        catch (Exception e) when (!ct.IsCancellationRequested && e is HttpRequestException or TaskCanceledException or IOException)
        {
            return (null, $"Ingestion does not answer at {platform.Ingestion}", null);
        }
    }

    private (IngestionAnswer? Answer, string Why, TimeSpan? After) Read(HttpResponseMessage response, string text) => response.StatusCode switch
    {
        HttpStatusCode.Accepted or HttpStatusCode.BadRequest when IngestionAnswer.Parse(text) is { } answer => (answer, "", null),
        HttpStatusCode.TooManyRequests => (null, "Ingestion asks to slow down", RetryAfter(response)),
        HttpStatusCode.ServiceUnavailable => (null, "The platform takes nothing at the moment", RetryAfter(response)),
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => throw new CommandException($"Ingestion at {platform.Ingestion} does not accept FEED_KEY for this source ({(int)response.StatusCode})."),
        >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout => (null, $"Ingestion answers {(int)response.StatusCode}", null),
        var status => throw new CommandException($"Ingestion at {platform.Ingestion} answers {(int)status}: {text[..Math.Min(500, text.Length)]}"),
    };

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } pause } => pause,
        { Date: { } until } => TimeSpan.FromTicks(Math.Max(0, (until - time.GetUtcNow()).Ticks)),
        _ => null,
    };
}
