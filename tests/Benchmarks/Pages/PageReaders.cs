using System.Collections.Concurrent;
using System.Diagnostics;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.Benchmarks.Pages;

/// <summary>
/// Measures 1,000 analysts on 90,000 reports, each opening a page every 10 s, 200 of them with live rows that receive a fact every second,
/// and 20 operators whose overview refreshes every 2 s. The time of a page is from when it is due until its last byte. First measures each
/// kind of page alone.
/// </summary>
internal static class PageReaders
{
    private const int Reports = 90_000;
    private const int Analysts = 1_000;
    private const int Following = 200;
    private const int Operators = 20;
    private const int Alone = 20;
    private const int Warm = 15; // seconds, while the services warm up
    private const int Digits = 6;
    private const string Prefix = "Paged ";
    private static readonly TimeSpan AnalystsEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan OperatorsEvery = TimeSpan.FromSeconds(2);

    public static async Task MeasureAsync(Installation installation, BenchmarkOptions options, ResultTable table)
    {
        await LogFill.AppendVisiblyAsync(installation, Samples.Read(Samples.Spread(Reports)));
        // as autovacuum does after a while
        await using (var analyze = installation.Workspace.Postgres.CreateCommand("vacuum analyze")) await analyze.ExecuteNonQueryAsync();
        await using var dashboard = new ServiceProcess("Dashboard", installation.Workspace, [.. Upstream(installation)]);
        await dashboard.StartReadyAsync();
        var before = Megabytes(dashboard.Id);
        var analysts = await SignInAsync(Analysts, Role.Read, dashboard.Address);
        var operators = await SignInAsync(Operators, Role.Ops, dashboard.Address);
        var pages = await PageAddresses.OfAsync(installation);
        foreach (var (name, path) in pages.All) await ReadAloneAsync(analysts[0], name, path, table);
        using var end = new CancellationTokenSource();
        var rows = new Delivered($">{Prefix}", Digits, Warm);
        var due = new long[Warm + options.Seconds];
        var last = await Stored.LastAsync(installation);
        var streams = await Task.WhenAll(analysts.Take(Following).Select(one => one.FollowAsync($"/live/facts?after={last}")));
        var following = streams.Select(stream => Task.Run(() => rows.ReadAsync(stream, due, end.Token))).ToList();

        var processors = ProcessorTime.Start([.. installation.Processes, dashboard]);
        var took = new ConcurrentBag<(string Page, double Milliseconds, int? Bytes)>();
        var begin = Stopwatch.GetTimestamp();
        await Task.WhenAll([
            PostAsync(installation, due),
            .. analysts.Index().Select(one => Task.Run(() => VisitAsync(
                one.Item, pages.Next, begin, one.Index * AnalystsEvery / Analysts, AnalystsEvery, options, took))),
            .. operators.Index().Select(one => Task.Run(() => VisitAsync(
                one.Item, () => ("overview of operations", "/ops/overview-part"), begin, one.Index * OperatorsEvery / Operators,
                OperatorsEvery, options, took))),
        ]);
        await Eventually.Be("all rows came", () => rows.Count == (long)due.Length * Following, TimeSpan.FromSeconds(30));

        table.Line($"{Analysts} analysts, {Operators} operators for {options.Seconds} s: pages", $"{took.Count}", processors.Used());
        table.Line("  of these refused, as the platform was too busy", $"{took.Count(one => one.Bytes is null)}");
        table.Line("  all pages, p50 / p99 / longest", Figures(took));
        foreach (var page in took.GroupBy(one => one.Page).OrderBy(page => page.Key, StringComparer.Ordinal))
            table.Line($"  {page.Key}, p50 / p99 / longest", Figures(page));
        table.Line($"  live rows to {Following}, p50 / p99 / longest", rows.Figures);
        table.Line(
            "  Dashboard's memory, before / with them / most", $"{before} / {Megabytes(dashboard.Id)} / {dashboard.PeakMemory >> 20} MB");
        await end.CancelAsync();
        await Task.WhenAll(following);
        foreach (var one in analysts.Concat(operators)) one.Dispose();
    }

    /// <summary>Measures one page alone, without the first request.</summary>
    private static async Task ReadAloneAsync(SignedIn reader, string name, Func<string> path, ResultTable table)
    {
        var took = new List<(string Page, double Milliseconds, int? Bytes)>();
        for (var time = 0; time <= Alone; time++)
        {
            var begin = Stopwatch.GetTimestamp();
            var bytes = await reader.ReadAsync(path());
            if (time > 0) took.Add((name, Stopwatch.GetElapsedTime(begin).TotalMilliseconds, bytes));
        }

        table.Line($"  {name} alone, p50 / p99 / longest", Figures(took), $"{took.Average(one => one.Bytes) / 1000:0.0} kB compressed");
    }

    private static IEnumerable<(string Name, string Value)> Upstream(Installation installation) =>
        installation.Services.Select(service => ($"Upstream__{service.Name}", $"{service.Address}"));

    private static async Task<IReadOnlyList<SignedIn>> SignInAsync(int count, Role role, Uri dashboard)
    {
        var all = new List<SignedIn>();
        foreach (var some in Enumerable.Range(0, count).Chunk(50))
            all.AddRange(await Task.WhenAll(some.Select(_ => SignedIn.AsAsync(role, dashboard))));
        return all;
    }

    /// <summary>If a page takes longer than the interval, the next one is requested immediately.</summary>
    private static async Task VisitAsync(
        SignedIn reader, Func<(string Name, string Path)> next, long begin, TimeSpan first, TimeSpan every, BenchmarkOptions options,
        ConcurrentBag<(string Page, double Milliseconds, int? Bytes)> took)
    {
        for (var at = first; at < TimeSpan.FromSeconds(Warm + options.Seconds); at += every)
        {
            if (at - Stopwatch.GetElapsedTime(begin) is { TotalMilliseconds: >= 1 } wait)
            {
                using var timer = new PeriodicTimer(wait);
                await timer.WaitForNextTickAsync();
            }

            var (name, path) = next();
            var bytes = await reader.ReadAsync(path);
            if (at >= TimeSpan.FromSeconds(Warm)) took.Add((name, (Stopwatch.GetElapsedTime(begin) - at).TotalMilliseconds, bytes));
        }
    }

    /// <summary>Posts a report every second.</summary>
    private static async Task PostAsync(Installation installation, long[] due)
    {
        using var feed = installation.Ingestion.Client(Role.Feed);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        for (var number = 0; number < due.Length; number++)
        {
            await timer.WaitForNextTickAsync();
            due[number] = Stopwatch.GetTimestamp();
            var name = $"{Prefix}{number.ToString($"D{Digits}")}";
            (await feed.PostEventsAsync(Events.One(Events.Funding(name, name)))).EnsureSuccessStatusCode().Dispose();
        }
    }

    private static string Figures(IEnumerable<(string Page, double Milliseconds, int? Bytes)> took)
    {
        var own = took.Select(one => one.Milliseconds).Order().ToList();
        return $"{own[own.Count / 2]:0} / {own[own.Count * 99 / 100]:0} / {own[^1]:0} ms";
    }

    private static long Megabytes(int process)
    {
        using var running = Process.GetProcessById(process);
        return running.WorkingSet64 >> 20;
    }
}
