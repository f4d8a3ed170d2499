using System.Net;
using System.Text.Json.Nodes;
using EventPlatform.Contracts;
using EventPlatform.Hosting.Access;
using EventPlatform.IntegrationTests.Log;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.ReadTables;

/// <summary>All pages of a walk are as of the position of its first page, whatever is stored in between.</summary>
[Trait("Servers", "any")]
public sealed class Walks(RunningQuery query) : IClassFixture<RunningQuery>
{
    /// <summary>Members that are not paged, and that every page repeats.</summary>
    private static readonly string[] Repeated = ["attributions", "names", "aliases", "raised", "totals"];

    private int disturbances;

    [Theory]
    [InlineData("/v1/facts?company=walked")]
    [InlineData("/v1/facts?company=walked&sort=-known")]
    [InlineData("/v1/facts?company=walked&sort=amount")]
    [InlineData("/v1/facts?company=walked&sort=-amount")]
    [InlineData("/v1/facts?company=walked&sort=date")]
    [InlineData("/v1/facts?company=walked&sort=-date")]
    [InlineData("/v1/facts?asOf=2020-12-31&sort=-date")]
    [InlineData("/v1/companies", 10)]
    [InlineData("/v1/companies?search=walked", 4)]
    [InlineData("/v1/companies/walked")]
    [InlineData("/v1/companies/walked?asOf=2020-12-31")]
    [InlineData("/v1/companies/walked/history", 5)]
    [InlineData("/v1/investors/walking-fund")]
    [InlineData("/v1/plants", 5)]
    [InlineData("/v1/plants/counts?groupBy=country")]
    [InlineData("/v1/plants/counts?groupBy=owner", 5)]
    [InlineData("/v1/funding/totals", 5)]
    [InlineData("/v1/funding/totals?currency=USD", 5)]
    [InlineData("/v1/funding/totals?groupBy=investor", 5)]
    [InlineData("/v1/funding/totals?groupBy=investor&asOf=2020-12-31", 5)]
    [InlineData("/v1/funding/totals?groupBy=round")]
    [InlineData("/v1/funding/totals?groupBy=year")]
    [InlineData("/v1/explain?key=walked&currency=USD")]
    [InlineData("/v1/promises", 5)]
    [InlineData("/v1/shipments/series?company=walked")]
    public async Task Show_what_there_was_at_the_first_page_once_each(string path, int limit = 2)
    {
        await GivenAsync();
        var with = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';

        var pages = await query.WalkAsync($"{path}{with}limit={limit}", DisturbAsync);

        pages.Count.ShouldBeGreaterThan(1);
        pages.Select(page => (long)page["position"]!).Distinct().ShouldHaveSingleItem();
        var all = await query.GetAsync($"{path}{with}limit=500&knownAt={pages[0]["position"]}");
        all["next"].ShouldBeNull();
        Shown(pages).ShouldBe(Shown([all]), ignoreOrder: path.Contains("totals", StringComparison.Ordinal)
            || path.StartsWith("/v1/companies/walked", StringComparison.Ordinal));
        foreach (var same in Repeated.Where(name => all[name] is not null && name != "attributions"))
            pages.ShouldAllBe(page => JsonNode.DeepEquals(page[same], all[same]));
    }

    [Fact]
    public async Task Show_the_versions_and_reports_of_a_fact_as_they_were_at_the_first_page()
    {
        await GivenAsync();
        var fact = (await query.GetAsync("/v1/facts?company=walked&round=series-a"))["items"]![0]!;

        var pages = await query.WalkAsync($"/v1/facts/{fact["id"]}?limit=1", DisturbAsync);

        pages.Count.ShouldBeGreaterThan(1);
        var all = await query.GetAsync($"/v1/facts/{fact["id"]}?knownAt={pages[0]["position"]}");
        Ids(pages, "versions", "knownFrom").ShouldBe(Ids([all], "versions", "knownFrom"));
        pages.SelectMany(page => page["reports"]!.AsArray()).Select(report => (long)report!["report"]!["position"]!)
            .ShouldBe(all["reports"]!.AsArray().Select(report => (long)report!["report"]!["position"]!));
        pages.ShouldAllBe(page => JsonNode.DeepEquals(page["fact"], all["fact"]));
    }

    [Fact]
    public async Task Records_present_throughout_a_walk_appear_once()
    {
        await GivenAsync();

        var pages = await query.WalkAsync($"/v1/records?source={Reports.Feed}&limit=2", DisturbAsync);

        var keys = pages.SelectMany(page => page["items"]!.AsArray()).Select(item => (string)item!["recordKey"]!).ToList();
        keys.ShouldBeUnique();
        keys.ShouldBe(keys.Order(StringComparer.Ordinal));
        Enumerable.Range(1, 5).Select(number => $"walked-{number}").ShouldBeSubsetOf(keys);
    }

    [Fact]
    public async Task Go_on_by_the_cursor_alone()
    {
        await GivenAsync();

        var first = await query.GetAsync("/v1/facts?company=walked&sort=-amount&limit=2");
        await DisturbAsync();
        var second = await query.GetAsync($"/v1/facts?company=walked&sort=-amount&limit=2&cursor={first["next"]}");

        ((long)second["position"]!).ShouldBe((long)first["position"]!);
        Shown([first, second])
            .ShouldBe(Shown([await query.GetAsync($"/v1/facts?company=walked&sort=-amount&limit=4&knownAt={first["position"]}")]));
    }

    [Fact]
    public async Task Go_on_when_another_generation_is_served_meanwhile()
    {
        await GivenAsync();
        var served = 0;

        var pages = await query.WalkAsync("/v1/facts?company=walked&limit=2", SwitchAsync);

        served.ShouldBeGreaterThan(1);
        Shown(pages).ShouldBe(Shown([await query.GetAsync($"/v1/facts?company=walked&knownAt={pages[0]["position"]}")]));

        async Task SwitchAsync()
        {
            await DisturbAsync();
            using var ops = query.Projections.Client(Role.Ops);
            if (served == 0)
            {
                served = await Generations.BuildAsync(query.Projections);
                await Eventually.Be("the new generation is served", async () =>
                    (await ops.PostAsync(new Uri($"/v1/generations/{served}/promote", UriKind.Relative), null)).IsSuccessStatusCode);
                return;
            }

            await Eventually.Be("the first generation is served again", async () =>
                (await ops.PostAsync(new Uri("/v1/generations/1/promote", UriKind.Relative), null)).IsSuccessStatusCode);
        }
    }

    [Theory]
    [InlineData("knownAt=1", "knownAt")]
    [InlineData("asOf=2020-01-01", "asOf")]
    public async Task Cannot_be_turned_to_another_position_or_day(string other, string parameter)
    {
        await GivenAsync();
        var first = await query.GetAsync("/v1/facts?company=walked&limit=2");

        var refused = await query.GetAsync($"/v1/facts?company=walked&limit=2&cursor={first["next"]}&{other}", HttpStatusCode.BadRequest);

        ((string)refused["errors"]!.AsArray().ShouldHaveSingleItem()!["parameter"]!).ShouldBe(parameter);
    }

    [Fact]
    public async Task Of_totals_begin_with_the_largest_of_every_currency()
    {
        await GivenAsync();

        var first = (await query.GetAsync("/v1/funding/totals?limit=4"))["items"]!.AsArray();

        first.Select(line => (string)line!["currency"]!).Distinct().Count().ShouldBe(3);
        first.Select(line => (string)line!["currency"]!)
            .ShouldBe(first.Select(line => (string)line!["currency"]!).Order(StringComparer.Ordinal));
    }

    /// <summary>Appends the reports once for all tests of the class.</summary>
    private async Task GivenAsync()
    {
        if ((await query.GetAsync("/v1/facts?company=walked&limit=1"))["items"]!.AsArray().Count > 0) return;
        await query.GivenAsync([.. Enumerable.Range(1, 5).Select(number => Reports.Round(
            "walked", $"walked-{number}@1", 1000 - 100 * number, $"20{15 + number}-01-01", $"walked-{number}",
            number == 1 ? FundingRound.SeriesA : FundingRound.Venture,
            investors: ["walking fund", $"joiner {number}", $"other {number}"]))]);
        await query.GivenAsync(
            Reports.Round("walked", "walked-1@2", 950, "2016-01-01", "walked-1", FundingRound.SeriesA, investors: ["walking fund"]));
        await query.GivenAsync([.. Enumerable.Range(1, 5).Select(number => Reports.Plant(
            $"Walked {number}", $"walked-plant-{number}", PlantStatus.Planned, "2019", number < 3 ? "walked" : $"walked {number}",
            number < 3 ? "GB" : $"{(number == 3 ? "FR" : number == 4 ? "DE" : "IT")}"))]);
        await query.GivenAsync([.. Enumerable.Range(1, 5).Select(number => Reports.Of(new ProductShipped
        {
            Company = new CompanyRef { Name = "walked" }, Product = $"P{number % 2}", Measure = ShipmentMeasure.Cumulative,
            Units = number * 10, AsOf = PartialDate.Parse($"201{number}-12-31"), Basis = ShipmentBasis.Shipped,
            Status = ShipmentStatus.Actual,
        }, $"walked-shipped-{number}", $"walked-shipped-{number}"))]);
        foreach (var currency in (string[])["EUR", "GBP"])
        {
            await query.GivenAsync([.. Enumerable.Range(1, 3).Select(number => Reports.Of(new FundingRaised
            {
                Company = new CompanyRef { Name = $"walked {currency} {number}" }, Status = DealStatus.Completed,
                Round = FundingRound.Seed, On = PartialDate.Parse("2018"), Amount = new Money(7, currency),
            }, $"walked-{currency}-{number}"))]);
        }

        await query.GivenAsync(Reports.Round("walked", "walked-undisclosed", null),
            Reports.Round("walked 3", "walked-undisclosed-3", null));
    }

    /// <summary>Moves items from pages that were shown to pages that were not, and the other way round; adds and retracts others.</summary>
    private async Task DisturbAsync()
    {
        var number = ++disturbances;
        await query.GivenAsync(
            Reports.Round("walked", $"walked-5@{number + 1}", 10_000 + number, $"2014-01-{number % 28 + 1:00}",
                "walked-5", FundingRound.Venture, investors: [$"newcomer {number}", "walking fund"]),
            Reports.Round("walked", $"walked-1@{number + 2}", 1 + number,
                "2021-01-01", "walked-1", FundingRound.SeriesA, investors: ["joiner 2"]),
            Reports.Round($"a walked newcomer {number}", $"newcomer-{number}", 99_999, "2012", investors: ["walking fund"]),
            Reports.Plant("Walked 5", $"walked-plant-5@{number}", PlantStatus.Cancelled, "2011", "walked", "GB"),
            Reports.Plant($"A new one {number}", $"new-plant-{number}", PlantStatus.Planned, "2018", $"owner {number}", "GB"),
            Reports.Of(new ReportRetracted { Target = new RetractionTarget { RecordKey = "walked-shipped-1" }, Reason = "wrong" },
                $"retracted-{number}"));
    }

    private static List<string> Shown(IEnumerable<JsonNode> pages) =>
    [
        .. pages.SelectMany(page => page.AsObject()).Where(member => member.Value is JsonArray && !Repeated.Contains(member.Key))
            .SelectMany(member => member.Value!.AsArray().SelectMany(item => Parts(item!).Select(part => $"{member.Key} {part}")))
            .GroupBy(shown => shown.Split(' ')[0]).SelectMany(list => list)
    ];

    /// <summary>Splits the series or the shipments of a product, because they may continue on the next page.</summary>
    private static IEnumerable<string> Parts(JsonNode item) =>
        item is JsonObject list && list["product"] is { } product && item["factId"] is null && item["promise"] is null
            ? list.Where(member => member.Value is JsonArray)
                .SelectMany(member => member.Value!.AsArray().Select(part => $"{product} {member.Key} {part!.ToJsonString()}"))
            : [item.ToJsonString()];

    private static IEnumerable<string> Ids(IEnumerable<JsonNode> pages, string list, string id) =>
        pages.SelectMany(page => page[list]!.AsArray()).Select(item => $"{item![id]}");
}
