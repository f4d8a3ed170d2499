using System.Diagnostics;
using EventPlatform.Servers;

namespace EventPlatform.Benchmarks;

/// <summary>Measures only the reading and validation of events as in Ingestion, on one thread.</summary>
internal static class Validation
{
    public static Task MeasureAsync(Installation installation, BenchmarkOptions options, ResultTable table)
    {
        var events = Samples.Events(options.Reports / 3);
        Samples.Read(events[..2_000]);
        var watch = Stopwatch.StartNew();
        Samples.Read(events);
        var seconds = watch.Elapsed.TotalSeconds;
        table.Rate("validate", events.Count / seconds, events.Count, null);
        table.Line("  bytes an event", $"{events.Average(json => json.Length):0}", $"{seconds / events.Count * 1e6:0.0} µs each");
        return Task.CompletedTask;
    }
}
