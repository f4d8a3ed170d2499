using System.Text.Json.Nodes;
using EventPlatform.Contracts;

namespace EventPlatform.UnitTests.Ingestion;

public sealed class Validation
{
    public static TheoryData<string> Types => Examples.Types;

    [Theory]
    [MemberData(nameof(Types))]
    public void The_example_of_each_type_is_valid(string type) => Examples.Read(Examples.Of(type)).Problems.ShouldBeEmpty();

    [Theory]
    [InlineData(nameof(FundingRaised), "/specversion", "/id", "/source", "/type", "/data", "/data/company", "/data/company/name",
        "/data/round", "/data/on", "/data/status",
        "/data/amount/amount", "/data/amount/currency", "/data/investors/0/party", "/data/investors/0/party/name",
        "/data/investors/0/party/kind")]
    [InlineData(nameof(ProductShipped), "/data/company", "/data/product", "/data/measure", "/data/units", "/data/period")]
    [InlineData(nameof(PlantOpened), "/data/plant", "/data/location", "/data/location/country", "/data/location/lat", "/data/location/lon",
        "/data/status",
        "/data/capacity/value", "/data/capacity/unit")]
    [InlineData(nameof(ProductAnnounced), "/data/company", "/data/product", "/data/milestone", "/data/expected")]
    [InlineData(nameof(PartnershipFormed), "/data/company", "/data/partner", "/data/partner/kind", "/data/purpose")]
    [InlineData(nameof(CompanyAcquired), "/data/company", "/data/acquirer", "/data/acquirer/name", "/data/status", "/data/price/currency")]
    public void A_field_that_is_missing_is_named(string type, params string[] required)
    {
        foreach (var pointer in required) Examples.WrongAfter(type, example => example.Drop(pointer)).ShouldBe([pointer]);
    }

    [Theory]
    [InlineData(nameof(FundingRaised), "/data/amount", "/data/investors", "/data/remark", "/data/evidence", "/time", "/recordkey",
        "/partitionkey", "/sequence", "/release")]
    [InlineData(nameof(ProductShipped), "/data/region", "/data/origin", "/data/basis", "/data/status", "/recordkey")]
    [InlineData(nameof(PlantOpened), "/data/capacity", "/data/technology", "/data/on")]
    [InlineData(nameof(ProductAnnounced), "/data/kind", "/data/status")]
    [InlineData(nameof(PartnershipFormed), "/data/on", "/data/status")]
    [InlineData(nameof(CompanyAcquired), "/data/price", "/data/on")]
    public void A_field_that_is_optional_may_be_missing_or_null(string type, params string[] optional)
    {
        foreach (var pointer in optional)
        {
            Examples.WrongAfter(type, example => example.Drop(pointer)).ShouldBeEmpty(pointer);
            if (pointer is "/data/investors" or "/data/basis" or "/data/status") continue; // absent means its default, null means nothing
            Examples.WrongAfter(type, example => example.Set(pointer, null)).ShouldBeEmpty(pointer);
        }
    }

    [Theory]
    [InlineData("/data/amount/amount", "-1")]
    [InlineData("/data/amount/amount", "\"12\"")]
    [InlineData("/data/amount/amount", "1234567890123456789")]
    [InlineData("/data/amount/amount", "1e400")]
    [InlineData("/data/amount/currency", "\"EURO\"")]
    [InlineData("/data/round", "\"Series-B\"")]
    [InlineData("/data/round", "3")]
    [InlineData("/data/status", "\"actual\"")]
    [InlineData("/data/on", "\"2020-13\"")]
    [InlineData("/data/on", "2020")]
    [InlineData("/data/on", "\"1201-05-06\"")]
    [InlineData("/data/on", "\"1599/2020\"")]
    [InlineData("/data/company", "\"Acme\"")]
    [InlineData("/data/company/name", "\"\"")]
    [InlineData("/data/company/key", "\"Acme Robotics\"")]
    [InlineData("/data/company/lei", "\"a LEI that is too long\"")]
    [InlineData("/data/company/country", "\"de\"")]
    [InlineData("/data/company/country", "\"YU\"")]
    [InlineData("/data/investors", "{}")]
    [InlineData("/data/investors/0/role", "\"fan\"")]
    [InlineData("/data/investors/0/party/kind", "\"robot\"")]
    [InlineData("/data/evidence/confidence", "1.01")]
    [InlineData("/data/evidence/publishedOn", "\"today\"")]
    [InlineData("/data/remark", "5")]
    [InlineData("/data/remark", "\"a\\u0000b\"")]
    [InlineData("/data/aFieldOfTomorrow", "\"\\u0000\"")]
    public void A_value_that_is_wrong_is_named(string pointer, string json) =>
        Examples.WrongAfter(nameof(FundingRaised), example => example.Set(pointer, JsonNode.Parse(json))).ShouldBe([pointer]);

    [Fact]
    public void Kosovo_and_the_first_day_of_the_calendar_are_taken()
    {
        Examples.WrongAfter(nameof(FundingRaised), example => example.Set("/data/company/country", JsonValue.Create("XK"))).ShouldBeEmpty();
        Examples.WrongAfter(nameof(FundingRaised), example => example.Set("/data/on", JsonValue.Create("0001-01-01"))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("\"Second of two tranches\"", "/data/remark")]
    [InlineData("\"acme-series-b@2\"", "/id")]
    [InlineData("\"https://feeds.example/press\"", "/source")]
    [InlineData("\"Acme Robotics GmbH\"", "/data/company/name")]
    [InlineData("\"EUR\"", "/data/amount/currency")]
    [InlineData("\"series-b\"", "/data/round")]
    [InlineData("\"around February 2020\"", "/data/on/wording")]
    [InlineData("1.50", "/data/aFieldOfTomorrow/kept/0")]
    public void Half_a_surrogate_pair_is_named(string replaced, string pointer) =>
        Examples.Read(Examples.Of(nameof(FundingRaised)).ToJsonString().Replace(replaced, "\"\\ud800\"", StringComparison.Ordinal))
            .Problems.Select(problem => problem.Pointer).ShouldContain(pointer);

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once() => Examples.WrongAfter(nameof(FundingRaised), example =>
    {
        example.Drop("/id");
        example.Drop("/data/company/name");
        example.Set("/data/amount/currency", "dollars");
        example.Set("/data/investors/1/role", "fan");
        example.Set("/data/on", "soon");
    }).ShouldBe(["/id", "/data/company/name", "/data/amount/currency", "/data/investors/1/role", "/data/on"], ignoreOrder: true);

    [Fact]
    public void Too_many_items_are_refused_as_such() => Examples.WrongAfter(nameof(FundingRaised), example =>
        example.Set("/data/investors",
            new JsonArray([.. Enumerable.Range(0, 501).Select(_ => example.At("/data/investors/0")!.DeepClone())])))
        .ShouldBe(["/data/investors"]);

    [Theory]
    [InlineData("cumulative", "/data/asOf")]
    [InlineData("milestone", "/data/milestone", "/data/on")]
    public void Each_measure_of_shipments_wants_its_own_fields(string measure, params string[] wanted) =>
        Examples.WrongAfter(nameof(ProductShipped), example => example.Set("/data/measure", measure)).ShouldBe(wanted);
}
