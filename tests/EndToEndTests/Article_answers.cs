using System.Text.Json.Nodes;
using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests;

/// <summary>Questions about the article that the platform began with, answered from the sample that <c>deploy/up</c> loads.</summary>
[Trait("Servers", "any")]
public sealed class Article_answers(Platform platform) : EndToEnd(platform), IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(Machine.Repository, "deploy/samples/xpeng-2019-11.ndjson"));
        await Platform.PostAsync(Events.Lines(lines)); // posted again for each test: duplicates do not count
        await Platform.AreReadableAsync(lines.Length);
    }

    [Fact]
    public async Task Xpeng_raised_400_million_dollars_from_Xiaomi_and_its_founder()
    {
        var xpeng = await Platform.GetAsync("/v1/companies/xpeng");

        xpeng["raised"]!.ToJsonString().ShouldBe("""[{"currency":"USD","amount":400000000,"rounds":1}]""");
        var round = xpeng["rounds"]!.AsArray().Single(round => (string)round!["round"]! == "series-c")!;
        round["investors"]!.AsArray().Select(investor => ((string)investor!["name"]!, (string)investor["kind"]!, (string)investor["role"]!))
            .ShouldBe([("Xiaomi", "organisation", "strategic"), ("He Xiaopeng", "person", "founder")]);
        ((string)round["on"]!["date"]!).ShouldBe("2019-11-13");
        ((int)xpeng["undisclosedRounds"]!).ShouldBe(2);
    }

    [Fact]
    public async Task Ten_thousand_G3_were_shipped_up_to_2019_06_18()
    {
        var shipped = (await FactsAsync("xpeng", "ProductShipped")).Single(fact => (string)fact["data"]!["measure"]! == "cumulative");

        ((decimal)shipped["data"]!["units"]!, (string)shipped["data"]!["product"]!, (string)shipped["on"]!["date"]!)
            .ShouldBe((10_000, "G3 2019", "2019-06-18"));
        var explained = await Platform.GetAsync("/v1/explain?of=units&company=xpeng&product=G3%202019");
        ((decimal)explained["value"]!, (string)explained["items"]![0]!["fact"]!["id"]!).ShouldBe((10_000, (string)shipped["id"]!));
    }

    [Fact]
    public async Task The_P7_is_promised_for_the_second_quarter_of_2020()
    {
        var promised = (await FactsAsync("xpeng", "ProductAnnounced")).ShouldHaveSingleItem();

        ((string)promised["data"]!["product"]!, (string)promised["on"]!["earliest"]!, (string)promised["on"]!["latest"]!)
            .ShouldBe(("P7", "2020-04-01", "2020-06-30"));
        (await Platform.GetAsync("/v1/companies/xpeng"))["promises"]!.AsArray()
            .ShouldHaveSingleItem()!["subject"]!.ToString().ShouldBe("P7");
    }

    [Fact]
    public async Task Gigafactory_3_in_Shanghai_is_producing()
    {
        var plant = (await Platform.GetAsync("/v1/companies/tesla"))["plants"]!.AsArray().ShouldHaveSingleItem()!;

        ((string)plant["plant"]!, (string)plant["status"]!, (string)plant["location"]!["city"]!)
            .ShouldBe(("Gigafactory 3", "producing", "Shanghai"));
    }

    [Fact]
    public async Task Each_fact_leads_to_its_report_and_the_evidence()
    {
        var facts = (await FactsAsync("xpeng", null)).Concat(await FactsAsync("tesla", null)).ToList();

        facts.Count.ShouldBe(11);
        foreach (var fact in facts)
        {
            var report = (await Platform.GetAsync($"/v1/facts/{fact["id"]}"))["reports"]!.AsArray().ShouldHaveSingleItem()!;
            ((string)report["evidence"]!["title"]!, (string)report["evidence"]!["publishedOn"]!)
                .ShouldBe(("News report on XPeng's Series C financing", "2019-11-13"));
            ((string)report["report"]!["source"]!).ShouldBe("/samples/news");
        }
    }

    [Fact]
    public async Task Companies_are_found_by_a_part_of_their_name() =>
        (await Platform.GetAsync("/v1/companies?search=peng"))["items"]!.AsArray()
            .ShouldHaveSingleItem()!["key"]!.ToString().ShouldBe("xpeng");

    [Fact]
    public async Task Funding_is_totalled_by_investor()
    {
        var totals = await Platform.GetAsync("/v1/funding/totals?groupBy=investor&currency=USD");

        totals["items"]!.AsArray().Select(line => ((string)line!["key"]!, (decimal)line["amount"]!))
            .ShouldBe([("he-xiaopeng", 400_000_000), ("xiaomi", 400_000_000)], ignoreOrder: true);
        ((bool)totals["additive"]!).ShouldBeFalse();
    }

    [Fact]
    public async Task The_log_is_read_by_position()
    {
        var first = await Platform.GetAsync("/v1/events?limit=4");
        var rest = await Platform.GetAsync($"/v1/events?after={first["next"]}");

        first["items"]!.AsArray().Concat(rest["items"]!.AsArray()).Select(item => (long)item!["position"]!)
            .ShouldBe(Enumerable.Range(1, 11).Select(position => (long)position));
    }

    private async Task<List<JsonNode>> FactsAsync(string company, string? type) =>
        [.. (await Platform.GetAsync($"/v1/facts?company={company}{(type is null ? "" : $"&type={type}")}"))["items"]!.AsArray()
            .OfType<JsonNode>()];
}
