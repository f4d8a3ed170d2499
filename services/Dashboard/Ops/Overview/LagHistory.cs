using System.Net.Http.Headers;
using System.Text.Json;
using EventPlatform.Dashboard.Upstream;
using EventPlatform.Hosting.Access;
using EventPlatform.Operations;
using Microsoft.Extensions.Options;

namespace EventPlatform.Dashboard.Ops.Overview;

/// <param name="Seconds">Age of the oldest report that the read tables lacked; null if Projections did not answer.</param>
public sealed record LagSample(DateTimeOffset At, double? Seconds);

/// <summary>
/// The lag of the read tables in the last six hours. Services keep no history, so the dashboard samples the lag every half minute, if it
/// has a key for that.
/// </summary>
internal sealed class LagHistory(IHttpClientFactory clients, IOptions<UpstreamOptions> options, TimeProvider time) : BackgroundService
{
    public static readonly TimeSpan Span = TimeSpan.FromHours(6);
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);
    private readonly Lock guard = new();
    private readonly Queue<LagSample> samples = [];

    /// <summary>The samples, the oldest first.</summary>
    public IReadOnlyList<LagSample> Samples
    {
        get
        {
            lock (guard) return [.. samples];
        }
    }

    private string? Key =>
        options.Value.Keys.GetValueOrDefault(nameof(Role.Observer)) ?? options.Value.Keys.GetValueOrDefault(nameof(Role.Ops));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (Key is not { Length: > 0 } key) return;
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            var sample = new LagSample(time.GetUtcNow(), await SecondsAsync(key, stoppingToken));
            lock (guard)
            {
                samples.Enqueue(sample);
                while (samples.Peek().At < sample.At - Span) samples.Dequeue();
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<double?> SecondsAsync(string key, CancellationToken ct)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/progress");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            using var answer = await clients.CreateClient(nameof(Service.Projections)).SendAsync(request, ct);
            return answer.IsSuccessStatusCode ? (await answer.Content.ReadFromJsonAsync<Progress>(ct))?.LagSeconds : null;
        }
        catch (Exception e) when (!ct.IsCancellationRequested && e is HttpRequestException or OperationCanceledException or JsonException)
        {
            return null;
        }
    }
}
