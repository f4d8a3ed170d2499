using System.Net;
using System.Net.Http.Headers;
using EventPlatform.Contracts;
using EventPlatform.Hosting.Access;
using Microsoft.Extensions.Options;

namespace EventPlatform.Ingestion.Refusals;

/// <summary>Reports the refusals to the EventStore every two seconds. A report without an answer is sent again unchanged.</summary>
internal sealed partial class RefusalReporting(
    RefusalLog refusals, IOptions<AccessPollingOptions> options, TimeProvider time, ILogger<RefusalReporting> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private readonly Guid publisher = Guid.CreateVersion7(time.GetUtcNow());
    private long number;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Url is null) return;
        using var http = new HttpClient { BaseAddress = options.Value.Url, Timeout = Every };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", options.Value.Key);
        using var timer = new PeriodicTimer(Every, time);
        for (RefusedEvents? waiting = null; await timer.WaitForNextTickAsync(stoppingToken);)
        {
            waiting ??= Next();
            if (waiting is null) continue;
            try
            {
                using var answer = await http.PostAsJsonAsync("/v1/refused-events", waiting, ContractJson.Options, stoppingToken);
                if (IsForGood(answer.StatusCode)) RefusedForGood(waiting.Number, answer.StatusCode);
                else answer.EnsureSuccessStatusCode();
                waiting = null;
            }
            catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !stoppingToken.IsCancellationRequested))
            {
                NotReported(e.Message);
            }
        }
    }

    /// <summary>True if a retry would be refused again, and would block all later reports.</summary>
    private static bool IsForGood(HttpStatusCode status) => status is HttpStatusCode.BadRequest or HttpStatusCode.NotFound
        or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnsupportedMediaType or HttpStatusCode.UnprocessableContent;

    private RefusedEvents? Next()
    {
        var (counts, examples) = refusals.Take();
        return counts.Count == 0 ? null : new(publisher, ++number, counts, examples);
    }

    [LoggerMessage(LogLevel.Debug, "The refused events could not be reported: {Why}")]
    private partial void NotReported(string why);

    [LoggerMessage(LogLevel.Warning, "The EventStore answered report {Number} of refused events with {Status}: they are not counted")]
    private partial void RefusedForGood(long number, HttpStatusCode status);
}
