using System.Text;
using System.Text.Json.Nodes;
using EventPlatform.Contracts;

namespace EventPlatform.UnitTests.Ingestion;

/// <summary>Currencies, countries, dates and characters that look right but are wrong.</summary>
public sealed class What_the_world_allows
{
    [Theory]
    [InlineData("""{"amount": 10.005, "currency": "USD"}""", "/data/amount/amount")]
    [InlineData("""{"amount": 10.5, "currency": "JPY"}""", "/data/amount/amount")]
    [InlineData("""{"amount": 10, "currency": "XYZ"}""", "/data/amount/currency")]
    [InlineData("""{"amount": 10, "currency": "DEM"}""", "/data/amount/currency")]
    public void An_amount_that_its_currency_does_not_have_is_refused(string amount, string pointer) =>
        Examples.WrongAfter(nameof(FundingRaised), example => example.Set("/data/amount", System.Text.Json.Nodes.JsonNode.Parse(amount)))
            .ShouldBe([pointer]);

    [Theory]
    [InlineData("""{"amount": 10.50, "currency": "USD"}""", "2019")]
    [InlineData("""{"amount": 10.500, "currency": "JOD"}""", "2019")]
    [InlineData("""{"amount": 10, "currency": "DEM"}""", "1998")]
    public void An_amount_that_its_currency_had_then_is_taken(string amount, string on) =>
        Examples.WrongAfter(nameof(FundingRaised), example =>
        {
            example.Set("/data/amount", System.Text.Json.Nodes.JsonNode.Parse(amount));
            example.Set("/data/on", on);
        }).ShouldBeEmpty();

    [Fact]
    public void A_country_that_does_not_exist_is_refused() =>
        Examples.WrongAfter(nameof(FundingRaised), example => example.Set("/data/company/country", "UK"))
            .ShouldBe(["/data/company/country"]);

    [Fact]
    public void What_has_happened_is_not_in_the_future() =>
        Examples.WrongAfter(nameof(FundingRaised), example =>
        {
            example.Set("/data/status", "completed");
            example.Set("/data/on", "2999");
        }).ShouldBe(["/data/on"]);

    [Theory]
    [InlineData("\\u0007")]
    [InlineData("\\u0000")]
    [InlineData("\\ud800")]
    [InlineData("\u0085")]
    public void Characters_that_say_nothing_are_refused_in_any_field(string character)
    {
        var json = Examples.Of(nameof(FundingRaised)).ToJsonString();

        Examples.Read(json.Replace("\"data\":{", $"\"data\":{{\"unknown\":{{\"field\":\"a{character}b\"}},", StringComparison.Ordinal))
            .Problems
            .ShouldHaveSingleItem().Pointer.ShouldBe("/data/unknown/field");
    }

    [Fact]
    public void Text_is_stored_as_sent_and_compared_in_one_normal_form()
    {
        const string Composed = """{"specversion":"1.0","id":"1","source":"/f","type":"ProductAnnounced","data":{"company":{"name":"Citro\u00ebn"},"product":"Ami","milestone":"launch","expected":"2020"}}""";
        var (one, other) = (
            Examples.Read(Composed).Report!, Examples.Read(Composed.Replace("\\u00eb", "e\\u0308", StringComparison.Ordinal)).Report!);

        ((string)JsonNode.Parse(other.Document)!["data"]!["company"]!["name"]!).ShouldBe("Citro\u00ebn".Normalize(NormalizationForm.FormD));
        (other.ContentHash, other.Stream).ShouldBe((one.ContentHash, one.Stream));
    }
}
