using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.Benchmarks;

/// <summary>
/// Measures the time from when a report is due to be posted until a follower of server-sent events receives it or its fact.
/// </summary>
internal static class Latency
{
    private const int FactsPerSecond = 200;
    private const int Warm = 10; // seconds

    public static async Task MeasureAsync(Installation installation, BenchmarkOptions options, ResultTable table)
    {
        foreach (var perSecond in (int[])[200, 1_000])
        {
            var events = Samples.Events(perSecond * (options.Seconds + Warm));
            await MeasureAsync(installation, "POST to server-sent event", "/v1/events", events, perSecond,
                sent => $"{sent["source"]} {sent["id"]}", table);
        }

        // Each has a company of its own, so that each becomes a fact
        var rounds = Enumerable.Range(0, FactsPerSecond * (options.Seconds + Warm))
            .Select(number => Events.Funding($"Alone {number}", $"alone-{number}").ToJsonString()).ToList();
        await MeasureAsync(installation, "POST to server-sent fact", "/v1/facts", rounds, FactsPerSecond,
            told => $"{(told["fact"] ?? told)["data"]!["company"]!["name"]}", table);
    }

    /// <param name="name">Returns the same name for a posted event and for what the follower receives.</param>
    private static async Task MeasureAsync(Installation installation, string what, string path, List<string> events, int perSecond,
        Func<JsonNode, string> name, ResultTable table)
    {
        var due = new ConcurrentDictionary<string, long>(StringComparer.Ordinal);
        var latencies = new List<double>();
        using var reader = installation.Query.Client(Role.Read);
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(events.Count / perSecond + 60));
        await Stored.AllAsync(installation);
        using var follow = await FollowAsync(reader, $"{path}?after={await Stored.LastAsync(installation)}", end.Token);
        var following = Task.Run(async () =>
        {
            using var lines = new StreamReader(await follow.Content.ReadAsStreamAsync(end.Token));
            for (var seen = 0; seen < events.Count && await lines.ReadLineAsync(end.Token) is { } line;)
            {
                if (!line.StartsWith("data: ", StringComparison.Ordinal)) continue;
                if (!due.TryGetValue(name(JsonNode.Parse(line[6..])!), out var at)) continue;
                if (++seen > perSecond * Warm) latencies.Add(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
            }
        });
        var processors = ProcessorTime.Start(installation.Processes);
        await SinglePosts.SendAllAsync(installation.Ingestion.Address, events, perSecond,
            (json, at) => due[name(JsonNode.Parse(json)!)] = at);
        await following;
        latencies.Sort();
        table.Line($"{what} at {perSecond}/s, p50", $"{latencies[latencies.Count / 2]:0.0} ms", processors.Used());
        table.Line("  p99 / longest", $"{latencies[latencies.Count * 99 / 100]:0.0} / {latencies[^1]:0.0} ms");
    }

    private static async Task<HttpResponseMessage> FollowAsync(HttpClient reader, string path, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        return (await reader.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct)).EnsureSuccessStatusCode();
    }
}
