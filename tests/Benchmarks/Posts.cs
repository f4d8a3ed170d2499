using System.Diagnostics;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.Benchmarks;

/// <param name="Posted">Number of posts, including those before the measurement.</param>
/// <param name="P50">Median milliseconds from the request to the whole answer.</param>
internal sealed record PostsMeasured(int Posted, int Count, double PerSecond, double P50, double P99, ProcessorTime Processors);

/// <summary>
/// Measures acknowledged requests a second, with one event per request. Each connection sends the next one after the previous answer.
/// </summary>
internal static class Posts
{
    private const int Events = 100_000; // more than are posted, because a duplicate would not be appended

    public static async Task MeasureAsync(Installation installation, BenchmarkOptions options, ResultTable table)
    {
        foreach (var connections in (int[])[1, 32, 128, 512])
        {
            var before = await Stored.LastAsync(installation);
            var measured = await MeasureAsync(installation.Ingestion.Address, connections, options.Seconds, installation);
            table.Rate($"POST of one event, {connections} connections", measured.PerSecond, measured.Count, measured.Processors,
                NoOpServer.Name, PublishLimit.Name);
            var watch = Stopwatch.StartNew();
            await Stored.UpToAsync(installation, before + measured.Posted);
            table.Line("  answered after, p50 / p99", $"{measured.P50:0.0} / {measured.P99:0.0} ms",
                $"all is stored {watch.Elapsed.TotalSeconds:0.0} s after the last 202");
            await Stored.AllAsync(installation);
        }
    }

    public static async Task<PostsMeasured> MeasureAsync(Uri address, int connections, int seconds, Installation installation)
    {
        var requests = Samples.Events(Events)
            .ConvertAll(json => HttpConnection.Post(address, "/v1/events", Keys.Of(Role.Feed), "application/cloudevents+json", json));
        var warm = await PostAsync(address, connections, requests, first: 0, TimeSpan.FromSeconds(1));
        var processors = ProcessorTime.Start(installation.Processes);
        var watch = Stopwatch.StartNew();
        var latencies = await PostAsync(address, connections, requests, first: warm.Count, TimeSpan.FromSeconds(seconds));
        latencies.Sort();
        return new(warm.Count + latencies.Count, latencies.Count, latencies.Count / watch.Elapsed.TotalSeconds,
            latencies[latencies.Count / 2], latencies[latencies.Count * 99 / 100], processors);
    }

    private static async Task<List<double>> PostAsync(Uri address, int connections, List<byte[]> requests, int first, TimeSpan duration)
    {
        var next = first - 1;
        var end = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var latencies = await Task.WhenAll(Enumerable.Range(0, connections).Select(async _ =>
        {
            var own = new List<double>();
            using var connection = await HttpConnection.OpenAsync(address);
            while (Stopwatch.GetTimestamp() < end)
            {
                var began = Stopwatch.GetTimestamp();
                var status = await connection.SendAsync(requests[Interlocked.Increment(ref next) % requests.Count]);
                if (status != 202) throw new InvalidOperationException($"Answered with {status}");
                own.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }

            return own;
        }));
        return [.. latencies.SelectMany(own => own)];
    }
}
