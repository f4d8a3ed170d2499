using System.Collections.Concurrent;
using EventPlatform.Dashboard.Upstream;

namespace EventPlatform.Dashboard.Ops.Generations;

/// <param name="Ended">Null while it runs.</param>
internal sealed record RunningComparison(
    int Number, DateTimeOffset Began, DateTimeOffset? Ended = null, Comparison? Found = null, string? Problem = null);

/// <summary>Comparisons that were begun here. A comparison takes minutes for millions of rows, so no request waits for it.</summary>
internal sealed class Comparisons(IHttpClientFactory clients, TimeProvider time)
{
    public const string Client = "comparisons";
    private readonly ConcurrentDictionary<int, RunningComparison> last = new();

    /// <summary>The last comparison of each generation.</summary>
    public IReadOnlyList<RunningComparison> All => [.. last.Values.OrderBy(one => one.Number)];

    /// <summary>Does nothing if a comparison of this generation is running.</summary>
    public void Begin(int number, UpstreamKey key)
    {
        var begun = new RunningComparison(number, time.GetUtcNow());
        if (last.TryGetValue(number, out var before) && before.Ended is null) return;
        last[number] = begun;
        var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/generations/{number}/compare");
        key.AddTo(request);
        _ = RunAsync(begun, request);
    }

    public void Forget(int number) => last.TryRemove(number, out _);

    private async Task RunAsync(RunningComparison begun, HttpRequestMessage request)
    {
        var ended = begun;
        try
        {
            using (request)
            {
                using var answer = await clients.CreateClient(Client).SendAsync(request);
                await UpstreamException.ThrowUnlessSuccessAsync(answer, CancellationToken.None);
                ended = begun with { Found = await answer.Content.ReadFromJsonAsync<Comparison>() };
            }
        }
        catch (UpstreamException refused)
        {
            ended = begun with { Problem = $"{refused.Title}. {refused.Detail}" };
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or System.Text.Json.JsonException)
        {
            ended = begun with { Problem = "Projections did not finish. Compare again." };
        }

        last.TryUpdate(begun.Number, ended with { Ended = time.GetUtcNow() }, begun);
    }
}
