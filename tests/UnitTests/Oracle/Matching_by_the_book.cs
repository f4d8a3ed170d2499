using EventPlatform.Contracts;
using static EventPlatform.Contracts.FundingRound;
using static EventPlatform.Contracts.PlantStatus;
using static EventPlatform.UnitTests.Oracle.Tell;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>"Groups and matching" of docs/facts.md, row by row.</summary>
public sealed class Matching_by_the_book
{
    [Theory]
    [InlineData("2019-12-14", true)]
    [InlineData("2019-12-15", false)]
    [InlineData("2019-12-14/2020-03", true)]
    [InlineData("2019", true)]
    [InlineData("../2019-10-13", true)]
    [InlineData("../2019-10-12", false)]
    public void A_named_round_within_31_days_of_the_nearest_days(string on, bool same) => AreOne(Raised(400), Raised(9, on: on, currency: "EUR")).ShouldBe(same);

    [Fact]
    public void Other_named_rounds_are_other_rounds() => AreOne(Raised(400), Raised(400, SeriesB)).ShouldBeFalse();

    [Theory]
    [InlineData(90, "USD", true)]
    [InlineData(89, "USD", false)]
    [InlineData(111, "USD", true)]
    [InlineData(112, "USD", false)]
    [InlineData(100, "EUR", false)]
    public void Under_a_generic_round_amounts_within_ten_percent(int amount, string currency, bool same)
    {
        AreOne(Raised(100), Raised(amount, Venture, currency: currency)).ShouldBe(same);
        AreOne(Raised(100, Unknown), Raised(amount, Angel, currency: currency)).ShouldBe(same);
    }

    [Fact]
    public void An_undisclosed_amount_under_a_generic_round_matches_nothing() => AreOne(Raised(null, Unknown), Raised(null, Unknown)).ShouldBeFalse();

    [Fact]
    public void Within_one_source_records_are_never_merged() => History.Of(A(Raised(100), "r1"), A(Raised(100), "r2")).Living.Count.ShouldBe(2);

    [Fact]
    public void Shipments_match_by_measure_and_what_it_goes_by()
    {
        AreOne(Left(1, period: "2019-10"), Left(2, period: "2019-10-01/2019-10-31")).ShouldBeTrue();
        AreOne(Left(1, period: "2019-10"), Left(1, period: "2019-11")).ShouldBeFalse();
        AreOne(Left(1, asOf: "2019-10-31"), Left(1, asOf: "2019-10")).ShouldBeFalse();
        AreOne(Left(1, asOf: "2019-10"), Left(1, period: "2019-10")).ShouldBeFalse();
        AreOne(First("2019"), First("2025")).ShouldBeTrue();
        AreOne(First("2019"), First("2019") with { Milestone = ShipmentMilestone.MassDelivery }).ShouldBeFalse();
    }

    [Fact]
    public void Shipments_are_grouped_by_the_words_of_product_and_region_and_by_basis()
    {
        AreOne(First("2019"), First("2019") with { Product = "MODEL  3!" }).ShouldBeTrue();
        AreOne(First("2019", region: "CN"), First("2019", region: "cn")).ShouldBeTrue();
        AreOne(First("2019", region: "CN"), First("2019")).ShouldBeFalse();
        AreOne(First("2019"), First("2019") with { Basis = ShipmentBasis.Delivered }).ShouldBeFalse();
    }

    [Fact]
    public void Plants_of_a_country_and_name_match_by_company_or_place()
    {
        AreOne(Plant(Opened), Plant(Closed)).ShouldBeTrue();
        AreOne(Plant(Opened), Plant(Closed, name: "GIGA")).ShouldBeTrue();
        AreOne(Plant(Opened), Plant(Opened, company: null)).ShouldBeTrue();
        AreOne(Plant(Opened), Plant(Opened, company: "Bolt")).ShouldBeFalse();
        AreOne(Plant(Opened, lat: 31), Plant(Opened, company: "Bolt", lat: 31.0449m)).ShouldBeTrue();
        AreOne(Plant(Opened, lat: 31), Plant(Opened, company: "Bolt", lat: 31.0450m)).ShouldBeFalse();
        AreOne(Plant(Opened), Plant(Opened, name: "Nova")).ShouldBeFalse();
        AreOne(Plant(Opened), Plant(Opened) with { Location = new() { Country = "DE" } }).ShouldBeFalse();
    }

    [Fact]
    public void Announcements_match_by_milestone()
    {
        AreOne(Will("2020"), Will("2025")).ShouldBeTrue();
        AreOne(Will("2020"), Will("2020", ProductMilestone.Unveiled)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("2019-11-13", "2019-12-14", true)]
    [InlineData("2019-11-13", "2019-12-15", false)]
    [InlineData("2019-11-13", null, true)]
    public void Partnerships_match_from_either_side(string? on, string? other, bool same) =>
        AreOne(Partners("Acme", "Bolt", on), Partners("Bolt", "Acme", other)).ShouldBe(same);

    [Theory]
    [InlineData("2020-02-13", true)]
    [InlineData("2020-02-14", false)]
    [InlineData(null, true)]
    public void Acquisitions_match_within_92_days(string? on, bool same) => AreOne(Bought("Acme", "Bolt", "2019-11-13"), Bought("Acme", "Bolt", on)).ShouldBe(same);

    [Fact]
    public void A_bought_company_is_not_the_acquirer() => AreOne(Bought("Acme", "Bolt"), Bought("Bolt", "Acme")).ShouldBeFalse();

    [Theory]
    [InlineData("2019-12-01", 100, 2)]
    [InlineData("2019-11-21", 400, 1)]
    [InlineData("2019-11-23", 110, 1)]
    [InlineData("2019-11-23", 190, 2)]
    [InlineData("2019-11-23", 150, 2)]
    public void A_record_joins_the_nearest_by_days_then_by_amounts(string on, int amount, int joined) =>
        History.Of(A(Raised(100, on: "2019-11-13"), "1"), A(Raised(200, on: "2019-12-03"), "2"), B(Raised(amount, on: on)))
            .Living.Single(fact => fact.Sources.Count == 2).Number.ShouldBe(joined);

    [Fact]
    public void Of_equally_near_facts_the_oldest_gains_the_record() =>
        History.Of(A(Raised(100), "1"), A(Raised(100), "2"), B(Raised(100))).Living.Single(fact => fact.Sources.Count == 2).Number.ShouldBe(1);

    private static bool AreOne(ReportData one, ReportData other) => History.Of(A(one), B(other)).Living.Count == 1;
}
