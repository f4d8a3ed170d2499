using System.Diagnostics;
using System.Net.Http.Headers;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.Benchmarks;

/// <summary>
/// Measures 2,000 followers of one Query, half of the log and half of the facts: the time from when a report is due to be posted, 50 a
/// second, until each follower has it.
/// </summary>
internal static class Subscribers
{
    private const int Each = 1_000;
    private const int PerSecond = 50;
    private const int Warm = PerSecond * 10; // while the services warm up
    private const int Digits = 6;
    private const string Prefix = "followed-";

    public static async Task MeasureAsync(Installation installation, BenchmarkOptions options, ResultTable table)
    {
        var count = Warm + PerSecond * options.Seconds;
        var due = new long[count];
        using var http = installation.Query.Client(Role.Read);
        using var end = new CancellationTokenSource();
        var before = Megabytes(installation.Query.Id);
        var log = new Delivered($"\"id\":\"{Prefix}", Digits, Warm);
        var facts = new Delivered($"\"company\":\"{Prefix}", Digits, Warm);
        var last = await Stored.LastAsync(installation);
        var following = new List<Task>();
        foreach (var paths in Enumerable.Range(0, Each).Chunk(50))
        {
            var opened = await Task.WhenAll(paths.SelectMany(_ => new[]
            {
                OpenAsync(http, $"/v1/events?after={last}"), OpenAsync(http, $"/v1/facts/changes?after={last}")
            }));
            following.AddRange(opened.Index().Select(stream =>
                Task.Run(() => (stream.Index % 2 == 0 ? log : facts).ReadAsync(stream.Item, due, end.Token))));
        }

        var processors = ProcessorTime.Start(installation.Processes);
        using var sampled = new CancellationTokenSource();
        var behind = BehindAsync(installation, sampled.Token);
        await PostAsync(installation, due);
        await sampled.CancelAsync();
        await Eventually.Be(
            "all is delivered", () => log.Count == (long)count * Each && facts.Count == (long)count * Each, TimeSpan.FromSeconds(60));
        table.Line($"{2 * Each} followers at {PerSecond}/s: delivered", $"{log.Count + facts.Count}", processors.Used());
        table.Line("  events, p50 / p99 / longest", log.Figures);
        table.Line("  facts, p50 / p99 / longest", facts.Figures);
        table.Line("  read tables behind the log, median / most",
            string.Join(" / ", (await behind).Select(reports => $"{1000 * reports / PerSecond:0}")) + " ms");
        table.Line("  Query's memory, before / with them / most",
            $"{before} / {Megabytes(installation.Query.Id)} / {installation.Query.PeakMemory >> 20} MB");
        await end.CancelAsync();
        await Task.WhenAll(following);
    }

    private static async Task<Stream> OpenAsync(HttpClient http, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync();
    }

    private static async Task PostAsync(Installation installation, long[] due)
    {
        using var feed = installation.Ingestion.Client(Role.Feed);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        var posting = new List<Task>();
        var begin = Stopwatch.GetTimestamp();
        for (var number = 0; number < due.Length; number++)
        {
            due[number] = begin + Stopwatch.Frequency * number / PerSecond;
            while (Stopwatch.GetTimestamp() < due[number]) await timer.WaitForNextTickAsync();
            var name = $"{Prefix}{number.ToString($"D{Digits}")}";
            posting.Add(Task.Run(async () =>
                (await feed.PostEventsAsync(Events.One(Events.Funding(name, name)))).EnsureSuccessStatusCode().Dispose()));
        }

        await Task.WhenAll(posting);
    }

    /// <summary>Samples the number of reports that Projections has not folded yet, which delay the facts of Query.</summary>
    private static async Task<double[]> BehindAsync(Installation installation, CancellationToken ct)
    {
        var samples = new List<long>();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (!ct.IsCancellationRequested)
        {
            samples.Add(await installation.Workspace.ScalarAsync<long>(
                "select max(seq_id) - (select position from read_1.mark) from log.mt_events"));
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }

        samples.Sort();
        return [samples[samples.Count / 2], samples[^1]];
    }

    private static long Megabytes(int process)
    {
        using var running = Process.GetProcessById(process);
        return running.WorkingSet64 >> 20;
    }
}
