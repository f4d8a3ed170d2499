using System.Diagnostics;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;
using EventPlatform.Storage;

namespace EventPlatform.Benchmarks;

/// <summary>
/// Measures Query on read tables with a million facts of 100,000 companies: 500 requests a second for random companies, each from when it
/// is due until its whole answer; then 200 a second of all kinds of requests; then totals at other times, one by one. SQL creates the rows,
/// so only Query and PostgreSQL are measured.
/// </summary>
internal static class Queries
{
    private const int PerSecond = 500;
    private const int EverythingPerSecond = 200;
    private const int Seldom = 40;
    private const int Companies = 100_000;
    private const int Travels = 7;

    public static async Task MeasureAsync(Installation installation, BenchmarkOptions options, ResultTable table)
    {
        await installation.Projections.KillAsync();
        foreach (var statement in PostgresRows.ScriptBeside(typeof(Queries), "MillionFacts")
            .Split(";\n", StringSplitOptions.RemoveEmptyEntries))
        {
            // separate commands, because vacuum cannot run in a transaction
            await using var fill = installation.Workspace.Postgres.CreateCommand(statement);
            fill.CommandTimeout = 600;
            await fill.ExecuteNonQueryAsync();
        }

        table.Line("facts in the read tables", $"{await installation.Workspace.ScalarAsync<long>("select count(*) from read_1.facts")}");
        var random = new Random(1);
        (string Name, Func<string> Path)[] questions =
        [
            ("company", () => $"/v1/companies/{Company(random)}"),
            ("facts page", () => $"/v1/facts?company={Company(random)}&limit=50"),
            ("current totals", () => "/v1/funding/totals?groupBy=company&currency=USD&limit=100"),
        ];
        var alone = new Dictionary<string, List<double>>(StringComparer.Ordinal);
        foreach (var question in questions) await RunAsync(installation, [question], PerSecond, seconds: 3, alone);
        foreach (var (name, own) in alone) table.Line($"  {name} alone, not warm, p50 / p99 / longest", Figures(own));
        var processors = ProcessorTime.Start(installation.Processes);
        var latencies = new Dictionary<string, List<double>>(StringComparer.Ordinal);
        await RunAsync(installation, questions, PerSecond, options.Seconds, latencies);
        table.Line($"questions at {PerSecond}/s for {options.Seconds} s", "", processors.Used());
        foreach (var (name, own) in latencies) table.Line($"  {name}, p50 / p99 / longest", Figures(own));
        await AskEverythingAsync(installation, options, table, random);
        foreach (var groupBy in (string[])["round", "company", "year", "country", "investor"])
        {
            foreach (var then in (string[])["knownAt=700000", "asOf=2015-06-30", "asOf=2015-06-30&knownAt=700000"])
                await TravelAsync(installation, table, groupBy, then);
        }

        await installation.Projections.StartReadyAsync();
    }

    /// <summary>Sends every kind of request in turn. A failed request ends the benchmark.</summary>
    private static async Task AskEverythingAsync(Installation installation, BenchmarkOptions options, ResultTable table, Random random)
    {
        (string Name, Func<string> Path)[] questions =
        [
            ("search, companies", () => $"/v1/search?q={Word(random)}&kind=company"),
            ("search, products", () => $"/v1/search?q={Word(random)}&kind=product"),
            ("search, plants", () => $"/v1/search?q={Word(random)}&kind=plant"),
            ("statistics by type", () => "/v1/statistics"),
            ("statistics by day", () => "/v1/statistics?groupBy=day"),
            ("promises due", () => $"/v1/promises?dueFrom={2000 + random.Next(24)}-01-01&sort=due"),
            ("promises of a company", () => $"/v1/promises?company={Company(random)}"),
            ("totals by quarter", () => "/v1/funding/totals?groupBy=quarter"),
            ("shipments", () => $"/v1/shipments/totals?company=company-{random.Next(5000)}&groupBy=product"),
            ("difference", () => $"/v1/companies/{Company(random)}/diff?knownFrom=700000"),
            ("history", () => $"/v1/companies/{Company(random)}/history"),
            ("company", () => $"/v1/companies/{Company(random)}"),
            ("facts", () => $"/v1/facts?company={Company(random)}"),
            ("investor", () => $"/v1/investors/investor-{random.Next(16_384)}"),
            ("changes", () => $"/v1/facts/changes?after={random.Next(1_000_000)}"),
        ];
        (string Name, Func<string> Path)[] ofAll =
        [
            ("totals of a period", () => $"/v1/funding/totals?groupBy=round&from={2000 + random.Next(24)}-01-01&to=2025-01-01"),
            ("shipments, all", () => "/v1/shipments/totals?groupBy=company"),
            ("capacity", () => "/v1/plants/capacity?groupBy=country"),
            ("plants in a box", () => $"/v1/plants?bbox={random.Next(-180, 170)},{random.Next(-90, 80)},180,90&limit=100"),
            ("search, all", () => $"/v1/search?q={Word(random)}%20motors"),
        ];
        // One request in forty is for numbers of whole tables
        var mixed = Enumerable.Range(0, Seldom * questions.Length * ofAll.Length)
            .Select(number => number % Seldom == 0 ? ofAll[number / Seldom % ofAll.Length] : questions[number % questions.Length])
            .ToArray();
        foreach (var (name, path) in questions.Concat(ofAll)) await AskAloneAsync(installation, table, name, path);
        var latencies = new Dictionary<string, List<double>>(StringComparer.Ordinal);
        var processors = ProcessorTime.Start(installation.Processes);
        await RunAsync(installation, mixed, EverythingPerSecond, options.Seconds, latencies);
        table.Line($"everything at {EverythingPerSecond}/s for {options.Seconds} s", "", processors.Used());
        foreach (var (name, own) in latencies) table.Line($"  {name}, p50 / p99 / longest", Figures(own));
    }

    private static Task TravelAsync(Installation installation, ResultTable table, string groupBy, string then) =>
        AskAloneAsync(installation, table, $"totals by {groupBy}, {then}", () => $"/v1/funding/totals?groupBy={groupBy}&{then}");

    /// <summary>Sends one request at a time, and ignores the first.</summary>
    private static async Task AskAloneAsync(Installation installation, ResultTable table, string name, Func<string> path)
    {
        using var http = installation.Query.Client(Role.Read);
        var took = new List<double>();
        for (var time = 0; time <= Travels; time++)
        {
            var begin = Stopwatch.GetTimestamp();
            using var answer = await http.GetAsync(new Uri(path(), UriKind.Relative));
            answer.EnsureSuccessStatusCode();
            if (time > 0) took.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
        }

        took.Sort();
        table.Line($"  {name} alone, median / longest", $"{took[took.Count / 2]:0} / {took[^1]:0} ms");
    }

    /// <summary>The start of a name like those of the generated companies, products and plants.</summary>
    private static string Word(Random random) => Convert.ToHexStringLower(BitConverter.GetBytes(random.Next()))[..5];

    private static string Company(Random random) => $"company-{random.Next(Companies)}";

    private static async Task RunAsync(Installation installation, (string Name, Func<string> Path)[] questions, int perSecond, int seconds,
        Dictionary<string, List<double>> latencies)
    {
        using var http = installation.Query.Client(Role.Read);
        var answered = new List<Task<(string Name, double Milliseconds)>>();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        var begin = Stopwatch.GetTimestamp();
        for (var number = 0; number < seconds * perSecond; number++)
        {
            var due = begin + Stopwatch.Frequency * number / perSecond;
            while (Stopwatch.GetTimestamp() < due) await timer.WaitForNextTickAsync();
            var (name, path) = questions[number % questions.Length];
            var address = new Uri(path(), UriKind.Relative);
            answered.Add(Task.Run(async () =>
            {
                using var answer = await http.GetAsync(address);
                answer.EnsureSuccessStatusCode();
                return (name, Stopwatch.GetElapsedTime(due).TotalMilliseconds);
            }));
        }

        foreach (var (name, milliseconds) in await Task.WhenAll(answered))
        {
            if (!latencies.TryGetValue(name, out var own)) latencies[name] = own = [];
            own.Add(milliseconds);
        }
    }

    private static string Figures(List<double> own)
    {
        own.Sort();
        return $"{own[own.Count / 2]:0.0} / {own[own.Count * 99 / 100]:0.0} / {own[^1]:0.0} ms";
    }
}
