using System.Diagnostics;
using EventPlatform.Servers;
using EventPlatform.Storage;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Projections;

namespace EventPlatform.Benchmarks;

/// <summary>
/// The log of four feeds over the same companies folded into read tables: as catch-up of the generation that is served, and as a rebuild
/// beside it; held against the same daemon with a projection that does nothing.
/// </summary>
internal static class Rebuilds
{
    private const int Feeds = 4;
    private const string Empty = "daemon with an empty projection";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static async Task MeasureAsync(Installation installation, BenchmarkOptions options, ResultTable table)
    {
        await Stored.AllAsync(installation);
        await installation.Projections.KillAsync();
        var feeds = Enumerable.Range(0, Feeds).Select(_ => Samples.Events(options.Reports / Feeds)).ToList();
        await LogFill.AppendAsync(installation, Samples.Read([.. Enumerable.Range(0, options.Reports / Feeds).SelectMany(number => feeds.Select(feed => feed[number]))]));
        await installation.Workspace.ScalarAsync<object>("analyze");
        var count = await installation.Workspace.ScalarAsync<long>("select count(*) from log.mt_events");

        await RateAsync(Empty, count, installation, table, () => ReadAllAsync(installation));
        await installation.Projections.StartReadyAsync();
        await RateAsync("catch-up", count, installation, table, () => Generations.IsCaughtUpAsync(installation.Projections, Patience));
        await RateAsync("rebuild beside it", count, installation, table, () => Generations.BuildAsync(installation.Projections, Patience));
        table.Line("  Projections' memory at its peak", $"{installation.Projections.PeakMemory >> 20} MB");
    }

    private static async Task RateAsync(string what, long count, Installation installation, ResultTable table, Func<Task> work)
    {
        var processors = ProcessorTime.Start(installation.Processes);
        var watch = Stopwatch.StartNew();
        await work();
        table.Rate(what, count / watch.Elapsed.TotalSeconds, count, processors, Empty);
    }

    private static async Task ReadAllAsync(Installation installation)
    {
        await using var store = DocumentStore.For(options =>
        {
            ReportLog.Configure(options, installation.Workspace.Postgres);
            options.Projections.Add(new Nothing(), ProjectionLifecycle.Async, "nothing", shard => shard.BatchSize = 5_000);
        });
        using var daemon = await store.BuildProjectionDaemonAsync();
        await daemon.StartAllAsync();
        await daemon.WaitForNonStaleData(Patience);
        await daemon.StopAllAsync();
    }

    private sealed class Nothing : IProjection
    {
        public Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation) => Task.CompletedTask;
    }
}
