using System.Diagnostics;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Versions;
using EventPlatform.Projections.Bulk;
using EventPlatform.Servers;

namespace EventPlatform.Benchmarks;

/// <summary>Measures only the fold of a build, in memory on one thread, without reading the log or writing.</summary>
internal static class Folds
{
    private const int PageSize = 2_000;

    public static Task MeasureAsync(Installation installation, BenchmarkOptions options, ResultTable table)
    {
        Fold(Logged(Samples.Read(Samples.Spread(options.Reports / 5))));
        Measure("fold, spread", Logged(Samples.Read(Samples.Spread(options.Reports))), table);
        Measure("fold, dense", Logged(Samples.Read(Samples.Dense(options.Reports))), table);
        return Task.CompletedTask;
    }

    private static void Measure(string what, List<LoggedReport> log, ResultTable table)
    {
        GC.Collect();
        var (allocated, kept) = (GC.GetAllocatedBytesForCurrentThread(), GC.GetTotalMemory(forceFullCollection: true));
        var watch = Stopwatch.StartNew();
        var tables = Fold(log);
        var seconds = watch.Elapsed.TotalSeconds;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        kept = GC.GetTotalMemory(forceFullCollection: true) - kept;
        table.Rate(what, log.Count / seconds, log.Count, null);
        table.Line(
            "  allocated, and kept at the end, for a report",
            $"{allocated / log.Count} B", $"{kept / log.Count} B", $"{tables.Count} records");
    }

    private static BuiltTables Fold(List<LoggedReport> log)
    {
        var tables = new BuiltTables([]);
        foreach (var page in log.Chunk(PageSize)) tables.Fold(page);
        return tables;
    }

    private static List<LoggedReport> Logged(List<AcceptedReport> accepted) =>
        [.. accepted.Select((report, index) => new LoggedReport(
            index + 1, StoredReports.Read(report.Type, report.Document), DateTimeOffset.UnixEpoch))];
}
