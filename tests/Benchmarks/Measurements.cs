using EventPlatform.Benchmarks.Pages;
using EventPlatform.Benchmarks.Peers;
using EventPlatform.Servers;

namespace EventPlatform.Benchmarks;

/// <summary>All measurements. Limits come before the figures that are compared with them.</summary>
internal static class Measurements
{
    public static readonly IReadOnlyList<(string Name, Func<Installation, BenchmarkOptions, ResultTable, Task> Measure)> All =
    [
        ("copy", CopyLimit.MeasureAsync),
        ("publish", PublishLimit.MeasureAsync),
        ("noop", NoOpServer.MeasureAsync),
        ("validate", Validation.MeasureAsync),
        ("append", Appends.MeasureAsync),
        ("lines", Lines.MeasureAsync),
        ("post", Posts.MeasureAsync),
        ("latency", Latency.MeasureAsync),
        ("peer-appends", PeerAppends.MeasureAsync),
        ("peers", PeerPaths.MeasureAsync),
        ("statements", Statements.MeasureAsync),
        ("fold", Folds.MeasureAsync),
        ("rebuild", Rebuilds.MeasureAsync),
        ("operate", Operating.MeasureAsync),
        ("crowd", OneMore.MeasureAsync),
        ("subscribers", Subscribers.MeasureAsync),
        ("query", Queries.MeasureAsync),
        ("pages", PageReaders.MeasureAsync),
        ("readers", Readers.MeasureAsync),
    ];
}
