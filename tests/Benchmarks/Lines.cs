using System.Diagnostics;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.Benchmarks;

/// <summary>
/// Measures bulk NDJSON from the first byte sent until the last report is in the log, with and without the read side running.
/// </summary>
internal static class Lines
{
    private const int Feeds = 4;
    private const int LinesPerBody = 5_000;

    public static async Task MeasureAsync(Installation installation, BenchmarkOptions options, ResultTable table)
    {
        await StoreAsync(installation, options.Reports, "NDJSON stored, services just started", table);
        await StoreAsync(installation, options.Reports, "NDJSON stored, projections beside it", table);
        await installation.Projections.KillAsync();
        await StoreAsync(installation, options.Reports, "NDJSON stored, without projections", table);
        await installation.Projections.StartReadyAsync();
        await Stored.AllAsync(installation);
    }

    private static async Task StoreAsync(Installation installation, int reports, string what, ResultTable table)
    {
        var bodies = Bodies(reports);
        var before = await Stored.LastAsync(installation);
        var processors = ProcessorTime.Start(installation.Processes);
        var watch = Stopwatch.StartNew();
        await PostAsync(installation, bodies);
        var acknowledged = watch.Elapsed;
        await Stored.UpToAsync(installation, before + reports / Feeds * Feeds);
        table.Rate(what, reports / watch.Elapsed.TotalSeconds, reports, processors, CopyLimit.Name);
        table.Line(
            "  of that until the last 202", $"{acknowledged.TotalSeconds:0.0} s", $"stored after {watch.Elapsed.TotalSeconds:0.0} s");
        await Stored.AllAsync(installation);
        await Stored.AreAsync(installation, before, reports / Feeds * Feeds);
    }

    public static Task PostAsync(Installation installation, int reports) => PostAsync(installation, Bodies(reports));

    private static List<List<string[]>> Bodies(int reports) =>
        [.. Enumerable.Range(0, Feeds).Select(_ => Samples.Events(reports / Feeds).Chunk(LinesPerBody).ToList())];

    private static async Task PostAsync(Installation installation, List<List<string[]>> bodies)
    {
        using var http = installation.Ingestion.Client(Role.Feed);
        await Task.WhenAll(bodies.Select(feed => Task.Run(async () =>
        {
            foreach (var body in feed)
            {
                using var answer = await http.PostEventsAsync(Events.Lines(body));
                answer.EnsureSuccessStatusCode();
            }
        })));
    }
}
