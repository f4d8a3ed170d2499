using EventPlatform.Servers;

namespace EventPlatform.Benchmarks;

/// <summary>
/// Measures the cost of a report at 100 single posts a second: statements, commits and context switches, and the most expensive statements.
/// </summary>
internal static class Statements
{
    private const int PerSecond = 100;
    private const int Top = 25;

    public static async Task MeasureAsync(Installation installation, BenchmarkOptions options, ResultTable table)
    {
        await installation.Workspace.ScalarAsync<object>("create extension if not exists pg_stat_statements");
        var singles = Samples.Events(PerSecond * 2 * options.Seconds).Chunk(PerSecond * options.Seconds).ToList();
        await PostAsync(installation, singles[0]);
        await CountAsync(installation, table, $"a report at {PerSecond}/s", singles[0].Length, () => PostAsync(installation, singles[1]));
        await CountAsync(installation, table, "a report in bulk", options.Reports, () => Lines.PostAsync(installation, options.Reports));
    }

    private static Task PostAsync(Installation installation, string[] events) =>
        SinglePosts.SendAllAsync(installation.Ingestion.Address, events, PerSecond, (_, _) => { });

    private static async Task CountAsync(Installation installation, ResultTable table, string what, int count, Func<Task> post)
    {
        var workspace = installation.Workspace;
        await Stored.AllAsync(installation);
        await workspace.ScalarAsync<object>("select pg_stat_statements_reset()::text");
        var (commits, switches, processors) = (
            await CommitsAsync(workspace), ContextSwitches(), ProcessorTime.Start(installation.Processes));
        await post();
        await Stored.AllAsync(installation);
        table.Line($"{what}: context switches", $"{(double)(ContextSwitches() - switches) / count:0}", processors.UsedFor(count));
        table.Line("  commits", $"{(double)(await CommitsAsync(workspace) - commits) / count:0.00}");
        table.Line("  statements",
            $"{await workspace.ScalarAsync<decimal>("select sum(calls) from pg_stat_statements where toplevel") / count:0.0}");
        foreach (var line in await workspace.ListAsync<string>(
            $"""
            select format('%6s calls %6s planned %8s µs  %s', round(calls::numeric / {count}, 2), round(plans::numeric / {count}, 2), round(((total_exec_time + total_plan_time) * 1000 / {count})::numeric, 1),
              left(regexp_replace(query, '\s+', ' ', 'g'), 110))
            from pg_stat_statements where toplevel order by total_exec_time + total_plan_time desc limit {Top}
            """)) table.Line("", "", line);
    }

    private static Task<long> CommitsAsync(Workspace workspace) =>
        workspace.ScalarAsync<long>("select xact_commit from pg_stat_database where datname = current_database()");

    private static long ContextSwitches() =>
        long.Parse(File.ReadLines("/proc/stat").First(line => line.StartsWith("ctxt ", StringComparison.Ordinal))[5..]);
}
