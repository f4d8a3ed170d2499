using System.Text.Json.Nodes;
using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests;

/// <summary>Every report that Ingestion accepts can be read from Query.</summary>
[Trait("Servers", "any")]
public sealed class Every_shape(Platform platform) : EndToEnd(platform)
{
    private static readonly string[] Data =
    [
        """FundingRaised {"company": {"name": "Least"}, "status": "rumoured", "round": "unknown", "on": "2019"}""",
        """FundingRaised {"company": {"name": "Most"}, "status": "announced", "round": "ipo", "on": "../2019-11-12", "amount": {"amount": 999999999999999999, "currency": "JPY"}}""",
        """FundingRaised {"company": {"name": "Most"}, "status": "announced", "round": "ipo", "on": "2019/..", "amount": {"amount": 999999999999999999, "currency": "JPY"}}""",
        """FundingRaised {"company": {"name": "𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷x"}, "status": "announced", "round": "seed", "on": "2019~"}""",
        """ProductShipped {"company": {"name": "Least"}, "product": "P", "measure": "milestone", "milestone": "first-shipment", "on": {"date": "2019"}}""",
        """ProductShipped {"company": {"name": "Least"}, "product": "P", "measure": "incremental", "units": 0.000000000000000001, "period": "2019-40"}""",
        """PlantOpened {"plant": "P", "status": "planned", "location": {"country": "CN"}}""",
        """PlantOpened {"company": {"name": "Least"}, "plant": "P", "status": "closed", "location": {"country": "CN", "lat": -90, "lon": 180}}""",
        """ProductAnnounced {"company": {"name": "Least"}, "product": "P", "milestone": "unveiled", "expected": "2999-33"}""",
        """PartnershipFormed {"company": {"name": "Least"}, "partner": {"name": "Least", "kind": "organisation"}, "purpose": "alone"}""",
        """CompanyAcquired {"company": {"name": "Least"}, "acquirer": {"name": "A person", "kind": "person"}, "status": "completed"}""",
        """ReportRetracted {"target": {"id": "not there"}, "reason": "none"}""",
        """ReportRetracted {"target": {"recordKey": "not there"}, "reason": "none", "unknown": {"of": [1e-300, "tomorrow"]}}""",
    ];

    [Fact]
    public async Task Every_accepted_report_is_readable()
    {
        await Platform.PostAsync(Events.Lines(Data.Select((data, index) => Event($"shape-{index}", data))));
        await Platform.AreReadableAsync(Data.Length);

        var facts = (await Platform.GetAsync("/v1/facts?limit=500"))["items"]!.AsArray();
        facts.Count.ShouldBe(Data.Count(data => !data.StartsWith("ReportRetracted", StringComparison.Ordinal)));
        foreach (var fact in facts) (await Platform.GetAsync($"/v1/facts/{fact!["id"]}"))["reports"]!.AsArray().ShouldHaveSingleItem();
        foreach (var company in (await Platform.GetAsync("/v1/companies?limit=500"))["items"]!.AsArray())
        {
            ((string)(await Platform.GetAsync($"/v1/companies/{Uri.EscapeDataString((string)company!["key"]!)}"))["key"]!)
                .ShouldBe((string)company["key"]!);
        }

        var total = (await Platform.GetAsync("/v1/funding/totals?groupBy=company&currency=JPY"))["items"]!.AsArray()
            .ShouldHaveSingleItem()!;
        ((decimal)total["amount"]!).ShouldBe(2 * 999999999999999999m);
        (await Platform.GetAsync("/v1/events?limit=1000"))["items"]!.AsArray().Count.ShouldBe(Data.Length);
    }

    private static JsonObject Event(string id, string typeAndData) => new()
    {
        ["specversion"] = "1.0",
        ["id"] = id,
        ["source"] = Events.Feed,
        ["type"] = typeAndData.Split(' ')[0],
        ["data"] = JsonNode.Parse(typeAndData[typeAndData.IndexOf('{', StringComparison.Ordinal)..]),
    };
}
