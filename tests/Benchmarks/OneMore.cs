using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using EventPlatform.Contracts;
using EventPlatform.Servers;

namespace EventPlatform.Benchmarks;

/// <summary>
/// Compares another report on a company that has 100,000 of the same type with a report on a new company. Measures the time from the append
/// until the report is in the read tables, for one report at a time, alternating between the two.
/// </summary>
internal static class OneMore
{
    private const int Crowd = 100_000;
    private const int Times = 100;
    private const string Crowded = "Crowded";

    public static async Task MeasureAsync(Installation installation, BenchmarkOptions options, ResultTable table)
    {
        await CompareAsync(installation, "ProductShipped", Shipped, table);
        await CompareAsync(installation, "FundingRaised", Funding, table);
    }

    private static async Task CompareAsync(Installation installation, string type, Func<int, JsonObject> say, ResultTable table)
    {
        await LogFill.AppendAsync(installation, Reports(type, say, Crowded, Enumerable.Range(0, Crowd), "a"));
        await Stored.AllAsync(installation);
        await installation.Workspace.ScalarAsync<object>("analyze");
        foreach (var (feed, who) in ((string, string)[])[("a", "the same feed"), ("b", "another feed")])
        {
            var (crowded, fresh) = (new List<double>(), new List<double>());
            for (var number = 0; number < Times; number++)
            {
                crowded.Add(await TimeAsync(installation, Reports(type, say, Crowded, [Crowd + number], feed)));
                fresh.Add(await TimeAsync(installation, Reports(type, say, $"New {type} {feed} {number}", [Crowd + number], feed)));
            }

            crowded.Sort();
            fresh.Sort();
            table.Line($"one more {type} of {Crowd}, by {who}", $"{crowded[Times / 2]:0.0} ms",
                $"{crowded[Times / 2] / fresh[Times / 2]:0.00} of {fresh[Times / 2]:0.0} ms for a new company (medians of {Times})");
        }
    }

    private static async Task<double> TimeAsync(Installation installation, List<AcceptedReport> reports)
    {
        var begin = Stopwatch.GetTimestamp();
        await LogFill.AppendVisiblyAsync(installation, reports);
        return Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
    }

    private static List<AcceptedReport> Reports(
        string type, Func<int, JsonObject> say, string company, IEnumerable<int> numbers, string feed) =>
        Samples.Read([.. numbers.Select(number =>
    {
        var data = say(number);
        data["company"] = new JsonObject { ["name"] = $"{company} {type}" };
        return new JsonObject
        {
            ["specversion"] = "1.0", ["id"] = $"{company}-{type}-{number}", ["source"] = $"/feeds/crowd-{feed}", ["type"] = type,
            ["data"] = data,
        }.ToJsonString();
    })]);

    private static JsonObject Shipped(int number) =>
        new() { ["product"] = $"Product {number % 10}", ["measure"] = "cumulative", ["units"] = number, ["asOf"] = Day(number) };

    private static JsonObject Funding(int number) => new()
    {
        ["round"] = "series-a", ["status"] = "completed", ["on"] = Day(number),
        ["amount"] = new JsonObject { ["amount"] = 1_000 + number, ["currency"] = "USD" }, ["investors"] = new JsonArray(),
    };

    private static string Day(int number) =>
        new DateOnly(1990, 1, 1).AddDays(number / 10).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
