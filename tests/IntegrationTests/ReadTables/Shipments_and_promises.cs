using System.Net;
using System.Text.Json.Nodes;
using EventPlatform.Contracts;
using EventPlatform.IntegrationTests.Log;

namespace EventPlatform.IntegrationTests.ReadTables;

[Trait("Servers", "any")]
public sealed class Shipments_and_promises(RunningQuery query) : IClassFixture<RunningQuery>
{
    [Fact]
    public async Task Units_are_a_series_for_each_product_region_and_basis_as_of_a_day_and_as_known_at_a_position()
    {
        var known = await query.GivenAsync(
            Shipped("series", "1", "Model 3", ShipmentMeasure.Cumulative, "2019-01-31", 100, "CN"),
            Shipped("series", "2", "model-3", ShipmentMeasure.Incremental, "2019-02", 20, "cn"),
            Shipped("series", "3", "Model 3", ShipmentMeasure.Incremental, "2019-02", 7, null),
            Shipped("series", "4", "Model 3", ShipmentMeasure.Cumulative, "2019-02-28", 90, "CN"));

        var all = await query.GetAsync("/v1/shipments/series?company=series");
        var early = await query.GetAsync(
            $"/v1/shipments/series?company=series&product=MODEL%203&region=CN&basis=shipped&asOf=2019-02-28&knownAt={known[2].Position}");

        Series(all).ShouldBe([(null, "2019-02-28 7"), ("CN", "2019-01-31 100, 2019-02-28 90")], ignoreOrder: true);
        all["items"]!.AsArray().SelectMany(series => series!["contradictions"]!.AsArray())
            .ShouldHaveSingleItem()!["factIds"]!.AsArray().Count.ShouldBe(2);
        Series(early).ShouldBe([("CN", "2019-01-31 100, 2019-02-28 120")]);
        ((long)early["position"]!).ShouldBe(known[2].Position);
        Series(await query.GetAsync("/v1/shipments/series?company=series&region=cn&asOf=2019-02-27")).ShouldBe([("CN", "2019-01-31 100")]);
        Series(await query.GetAsync("/v1/shipments/series?company=series&knownAt=2019-11-13T12:00:00Z")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Units_are_explained_by_the_last_anchor_and_what_was_added_since()
    {
        var known = await query.GivenAsync(
            Shipped("units", "1", "Model 3", ShipmentMeasure.Cumulative, "2019-01-31", 100, "CN"),
            Shipped("units", "2", "Model 3", ShipmentMeasure.Incremental, "2019-02", 20, "CN"),
            Shipped("units", "3", "Model 3", ShipmentMeasure.Incremental, "2019-03", 5, "CN"),
            Shipped("units", "4", "Model 3", ShipmentMeasure.Incremental, "2019-01", 30, "CN"),
            Shipped("units", "5", "Model 3", ShipmentMeasure.Incremental, "2019-02", 7, null),
            Shipped("units", "6", "Model 3", ShipmentMeasure.Cumulative, "2019-03-31", 150, "CN"));

        (await PartsAsync("region=cn")).ShouldBe("150: units-6 150");
        (await PartsAsync($"region=cn&knownAt={known[4].Position}")).ShouldBe("125: units-1 100, units-2 20, units-3 5");
        (await PartsAsync("region=cn&asOf=2019-03-30")).ShouldBe("120: units-1 100, units-2 20");
        (await PartsAsync("region=cn&asOf=2019-02-28&limit=1")).ShouldBe("120: units-1 100, units-2 20");
        (await PartsAsync("region=cn&asOf=2019-01-30")).ShouldBe("0: ");
        (await PartsAsync("basis=shipped")).ShouldBe("7: units-5 7");
        (await PartsAsync("basis=produced")).ShouldBe("0: ");
    }

    private async Task<string> PartsAsync(string which)
    {
        var path = $"/v1/explain?of=units&company=units&product=model-3&{which}";
        var (parts, _) = await query.AllPagesAsync(path);
        return $"{(await query.GetAsync(path))["value"]}: {string.Join(", ", parts.Select(part => $"{part["reports"]![0]!["id"]} {part["part"]}"))}";
    }

    [Fact]
    public async Task Promises_are_met_by_shipments_of_the_company_and_product_and_the_profile_says_so()
    {
        var promised = await query.GivenAsync(
            Reports.Of("promises", "p1", new ProductAnnounced
            {
                Company = Company("promises"), Product = "Model Y", Milestone = ProductMilestone.Launch,
                Expected = PartialDate.Parse("2020-06")
            }),
            Shipped("promises", "p2", "Model Y", ShipmentMeasure.Incremental, "2020-07", 100, "EU", ShipmentStatus.Planned),
            Reports.Of("promises", "p3", Plant(PlantStatus.Planned, "2020-01"), "plant"),
            Reports.Of("promises", "p4", Plant(PlantStatus.Opened, "2020-02-10"), "plant"),
            Shipped("promises", "p5", "model y", ShipmentMeasure.Cumulative, "2020-07-05", 1, "US"));

        States(await query.GetAsync("/v1/promises?company=promises&asOf=2020-12-31"))
            .ShouldBe(["Model Y late 5", "Model Y missed", "Giga late 10"]);
        States(await query.GetAsync("/v1/promises?company=promises&asOf=2020-07-04"))
            .ShouldBe(["Model Y missed", "Model Y open", "Giga late 10"]);
        States(await query.GetAsync($"/v1/promises?company=promises&asOf=2020-12-31&knownAt={promised[2].Position}&state=missed"))
            .ShouldBe(["Model Y missed", "Model Y missed", "Giga missed"]);
        States((await query.GetAsync("/v1/companies/promises"))["promises"]!)
            .ShouldBe(["Model Y late 5", "Model Y missed", "Giga late 10"]);
        var (paged, pages) = await query.AllPagesAsync("/v1/promises?company=promises&asOf=2020-12-31&limit=2");
        (States(new JsonArray([.. paged.Select(item => item.DeepClone())])).Count, pages).ShouldBe((3, 2));
    }

    [Theory]
    [InlineData("/v1/shipments/series", "company")]
    [InlineData("/v1/shipments/series?company=a&basis=sold", "basis")]
    [InlineData("/v1/shipments/series?company=a&asOf=2019", "asOf")]
    [InlineData("/v1/shipments/series?company=a&knownAt=yesterday", "knownAt")]
    [InlineData("/v1/explain?of=units&company=a", "product")]
    [InlineData("/v1/explain?of=units&product=a", "company")]
    [InlineData("/v1/explain?of=units&product=a&company=a&key=a", "key")]
    [InlineData("/v1/explain?of=units&product=a&company=a&groupBy=company", "groupBy")]
    [InlineData("/v1/explain?of=plants&product=a", "of")]
    [InlineData("/v1/promises?state=broken", "state")]
    [InlineData("/v1/promises?cursor=x", "cursor")]
    public async Task A_parameter_that_is_wrong_is_named(string path, string parameter) =>
        ((string)(await query.GetAsync(path, HttpStatusCode.BadRequest))["errors"]!.AsArray().ShouldHaveSingleItem()!["parameter"]!)
            .ShouldBe(parameter);

    private static IEnumerable<(string?, string)> Series(JsonNode answer) => answer["items"]!.AsArray().Select(series => (
        (string?)series!["region"]?.AsValue(),
        string.Join(", ", series["points"]!.AsArray().Select(point => $"{point!["day"]} {point["units"]}"))));

    private static List<string> States(JsonNode promises) =>
    [
        .. (promises as JsonArray ?? promises["items"]!.AsArray())
            .Select(one => $"{one!["subject"]} {one["state"]} {one["daysLate"]}".Trim())
    ];

    private static AcceptedReport Shipped(
        string company, string id, string product, ShipmentMeasure measure, string when,
        decimal units, string? region, ShipmentStatus status = ShipmentStatus.Actual) =>
        Reports.Of(company, $"{company}-{id}", new ProductShipped
        {
            Company = Company(company),
            Product = product,
            Measure = measure,
            Units = units,
            Region = region,
            Status = status,
            AsOf = measure == ShipmentMeasure.Cumulative ? PartialDate.Parse(when) : null,
            Period = measure == ShipmentMeasure.Incremental ? PartialDate.Parse(when) : null,
        });

    private static PlantOpened Plant(PlantStatus status, string on) =>
        new()
        {
            Company = Company("promises"), Plant = "Giga", Status = status, Location = new() { Country = "DE" },
            On = PartialDate.Parse(on)
        };

    private static CompanyRef Company(string name) => new() { Name = name };
}
