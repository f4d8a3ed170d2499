using System.Diagnostics;
using EventPlatform.Servers;
using EventPlatform.Storage;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Projections;

namespace EventPlatform.Benchmarks;

/// <summary>
/// Measures folding a log into read tables, by a newly started process until it is ready and as a rebuild beside the served tables,
/// compared with the same daemon and a projection that does nothing. First with reports on many companies, then with as many of four feeds
/// on the same few companies.
/// </summary>
internal static class Rebuilds
{
    private const string Empty = "empty projection";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static async Task MeasureAsync(Installation installation, BenchmarkOptions options, ResultTable table)
    {
        await MeasureAsync("spread", Samples.Spread(options.Reports), installation, table);
        await MeasureAsync("dense", Samples.Dense(options.Reports), installation, table);
        table.Line("  Projections' memory at its peak", $"{installation.Projections.PeakMemory >> 20} MB");
    }

    /// <summary>Measures in a log of its own, so that a rebuild has only these reports.</summary>
    private static async Task MeasureAsync(string what, List<string> events, Installation installation, ResultTable table)
    {
        await installation.Projections.KillAsync();
        await installation.Workspace.ScalarAsync<object>(
            """
            drop schema if exists read_1, read_2, read_3, read_4, read cascade;
            truncate log.mt_events, log.mt_streams, log.dead_letters, log.mt_event_progression
            """);
        await LogFill.AppendAsync(installation, Samples.Read(events));
        await installation.Workspace.ScalarAsync<object>("analyze");
        await RateAsync($"{Empty}, {what}", events.Count, installation, table, () => ReadAllAsync(installation));
        await RateAsync($"catch-up, {what}", events.Count, installation, table, () => installation.Projections.StartReadyAsync());
        var generation = 0;
        await RateAsync(
            $"rebuild, {what}", events.Count, installation, table,
            async () => generation = await Generations.BuildAsync(installation.Projections));
        await DiskSize.OfGenerationAsync(installation.Workspace.Postgres, generation, table);
    }

    private static async Task RateAsync(string what, int count, Installation installation, ResultTable table, Func<Task> work)
    {
        var processors = ProcessorTime.Start(installation.Processes);
        var watch = Stopwatch.StartNew();
        await work();
        table.Rate(what, count / watch.Elapsed.TotalSeconds, count, processors, $"{Empty}, {what.Split(' ')[^1]}");
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
        public Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation) =>
            Task.CompletedTask;
    }
}
