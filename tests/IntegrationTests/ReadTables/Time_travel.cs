using System.Text.Json.Nodes;
using EventPlatform.Contracts;
using EventPlatform.IntegrationTests.Log;

namespace EventPlatform.IntegrationTests.ReadTables;

/// <summary>Answers as known at a position or a time, about the world up to a day.</summary>
public sealed class Time_travel(RunningQuery query) : IClassFixture<RunningQuery>
{
    [Fact]
    public async Task Every_answer_is_as_it_was_known_at_a_position_or_a_time()
    {
        var first = (await query.GivenAsync(Reports.Round("tt", "tt-1", 100, record: "tt", investors: "ttfund")))[0].Position;
        var revised = (await query.GivenAsync(Reports.Round("tt", "tt-2", 150, record: "tt", investors: "ttfund")))[0].Position;
        var retracted = (await query.GivenAsync(
            Reports.Of(new ReportRetracted { Target = new RetractionTarget { RecordKey = "tt" }, Reason = "wrong" }, "tt-3")))[0].Position;

        foreach (var (at, raised) in ((string, decimal?)[])
            [($"{first}", 100), ($"{revised}", 150), ($"{retracted}", null), (await TimeOf(first), 100), (await TimeOf(retracted), null)])
        {
            var then = $"knownAt={Uri.EscapeDataString(at)}";
            Amounts(await query.GetAsync($"/v1/funding/totals?key=tt&{then}")).ShouldBe(raised, at);
            Amounts(await query.GetAsync($"/v1/funding/totals?groupBy=investor&key=ttfund&{then}")).ShouldBe(raised, at);
            ((decimal?)Items(await query.GetAsync($"/v1/facts?company=tt&{then}")).SingleOrDefault()?["amount"]!["amount"])
                .ShouldBe(raised, at);
            ((decimal?)(await query.GetAsync($"/v1/companies/tt?{then}"))["raised"]!.AsArray().SingleOrDefault()?["amount"])
                .ShouldBe(raised, at);
            ((decimal?)(await query.GetAsync($"/v1/investors/ttfund?{then}"))["totals"]!.AsArray().SingleOrDefault()?["amount"])
                .ShouldBe(raised, at);
        }

        Items(await query.GetAsync("/v1/facts?company=tt")).ShouldBeEmpty();
        ((string)Items(await query.GetAsync("/v1/facts?company=tt&state=retracted")).ShouldHaveSingleItem()["state"]!)
            .ShouldBe("retracted");
        ((long)(await query.GetAsync($"/v1/facts?knownAt={first}"))["position"]!).ShouldBe(first);
        await query.GetAsync($"/v1/companies/tt?knownAt={first - 1}", System.Net.HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("2019-12-31", 5, 0)]
    [InlineData("2020-02-29", 5, 1)]
    [InlineData("2021-01-01", 25, 1)]
    public async Task As_of_a_day_only_rounds_count_that_were_over_by_then(string day, int raised, int undisclosed)
    {
        await query.GivenAsync(
            Reports.Round("asof", "asof-1", 5, on: "2019-06"),
            Reports.Round("asof", "asof-2", 20, on: "2020", round: FundingRound.SeriesB),
            Reports.Round("asof", "asof-3", null, on: "2020-02"));

        var totals = await query.GetAsync($"/v1/funding/totals?key=asof&asOf={day}");

        Amounts(totals).ShouldBe(raised);
        totals["undisclosed"]!.AsArray().Sum(line => (int)line!["rounds"]!).ShouldBe(undisclosed);
        Items(await query.GetAsync($"/v1/facts?company=asof&asOf={day}")).Count.ShouldBe((raised == 25 ? 2 : 1) + undisclosed);
    }

    [Fact]
    public async Task Totals_of_all_investors_at_once_are_those_of_each_asked_for_alone()
    {
        var given = await query.GivenAsync([
            .. Enumerable.Range(1, 6).Select(number => Reports.Round(
                $"sum{number}", $"sum-{number}", number % 3 == 0 ? null : 10 * number, $"20{10 + number}", $"sum{number}",
                investors: ["sum-even", $"sum-{number % 2}"])),
            Reports.Round("sum2", "sum-7", 25, "2016", "sum2", investors: ["sum-even", "sum-late"]),
            Reports.Of(new ReportRetracted { Target = new RetractionTarget { RecordKey = "sum5" }, Reason = "wrong" }, "sum-8"),
            Reports.Round("sum9", "sum-9", 90, "2011", "sum9", investors: "sum-late")]);
        string[] investors = ["sum-even", "sum-0", "sum-1", "sum-late"];

        foreach (var then in given
            .SelectMany(
                report => (string[])["", "&asOf=2012-12-31", "&asOf=2015-12-31", "&currency=USD"],
                (report, when) => $"knownAt={report.Position}{when}")
            .Append("asOf=2014-12-31"))
        {
            var all = Said(await query.GetAsync($"/v1/funding/totals?groupBy=investor&limit=1000&{then}"));
            var each = new List<string>();
            foreach (var investor in investors)
                each.AddRange(Said(await query.GetAsync($"/v1/funding/totals?groupBy=investor&key={investor}&{then}")));
            all.Where(line => line.StartsWith("sum-", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
                .ShouldBe(each.Order(StringComparer.Ordinal), then);
        }

        static IEnumerable<string> Said(JsonNode totals) =>
            Items(totals).Select(line => $"{line["key"]} {line["amount"]} {line["currency"]} {line["rounds"]}")
                .Concat(totals["undisclosed"]!.AsArray().Select(line => $"{line!["key"]} undisclosed {line["rounds"]}"));
    }

    [Theory]
    [InlineData("asOf=2014-12-31", null)]
    [InlineData("asOf=2021-07-01", "opened")]
    [InlineData("asOf=2022-12-31", "closed")]
    [InlineData("limit=10", "closed")]
    public async Task A_plant_is_counted_by_its_status_in_force_on_the_day(string when, string? status)
    {
        await query.GivenAsync(Reports.Plant("Windy Hill", "windy-1", PlantStatus.Opened, "2015", "Wind Owners"));
        await query.GivenAsync(Reports.Plant("Windy Hill", "windy-2", PlantStatus.Closed, "2022", "Wind Owners"));

        ((string?)Items(await query.GetAsync($"/v1/plants?owner=wind-owners&{when}")).SingleOrDefault()?["status"]).ShouldBe(status);
        var counts = await query.GetAsync(
            $"/v1/plants/counts?groupBy=status&owner=wind-owners&{when.Replace("limit=10", "country=GB", StringComparison.Ordinal)}");
        ((string?)Items(counts).SingleOrDefault()?["key"]).ShouldBe(status);
        ((long)counts["total"]!).ShouldBe(status is null ? 0 : 1);
        ((string?)(await query.GetAsync(
            $"/v1/companies/wind-owners?{when.Replace("limit=10", "minPosition=1", StringComparison.Ordinal)}"))["plants"]!.AsArray()
            .SingleOrDefault()?["status"]).ShouldBe(status);
    }

    private async Task<string> TimeOf(long position) =>
        (string)Items(await query.GetAsync($"/v1/events?after={position - 1}&limit=1"))[0]["recordedtime"]!;

    private static List<JsonNode> Items(JsonNode page) => [.. page["items"]!.AsArray().OfType<JsonNode>()];

    private static decimal? Amounts(JsonNode totals) => (decimal?)Items(totals).SingleOrDefault()?["amount"];
}
