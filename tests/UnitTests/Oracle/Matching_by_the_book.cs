using EventPlatform.Contracts;
using static EventPlatform.Contracts.FundingRound;
using static EventPlatform.Contracts.PlantStatus;
using static EventPlatform.UnitTests.Oracle.Tell;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>"Which records mean the same" of docs/facts.md, rule by rule.</summary>
public sealed class Matching_by_the_book
{
    [Theory]
    [InlineData("2019-12-14", true)]
    [InlineData("2019-12-15", false)]
    [InlineData("2019-12-14/2020-03", true)]
    [InlineData("2019", true)]
    [InlineData("../2019-10-13", true)]
    [InlineData("../2019-10-12", false)]
    public void R25_A_named_round_matches_within_31_days_of_the_nearest_days(string on, bool same) =>
        AreOne(Raised(400), Raised(9, on: on, currency: "EUR")).ShouldBe(same);

    [Theory]
    [InlineData(400, "USD", "2019-12-14", true)]
    [InlineData(400, "USD", "2019-12-15", false)]
    [InlineData(404, "USD", "2019-11-13", true)]
    [InlineData(405, "USD", "2019-11-13", false)]
    [InlineData(400, "EUR", "2019-11-13", false)]
    public void R25_Two_named_rounds_match_by_one_amount_only(int amount, string currency, string on, bool same) =>
        AreOne(Raised(400), Raised(amount, SeriesB, on, currency)).ShouldBe(same);

    [Fact]
    public void R25_A_seed_and_a_series_a_of_one_amount_and_time_are_one_fact_whose_round_is_disputed()
    {
        var fact = History.Of(A(Raised(2_000_000, SeriesA, "2012-02-06")), B(Raised(2_000_000, Seed, "2012"))).Living.Single();
        (fact.Money!.Shown.Amount, fact.Round!.Agrees, fact.State).ShouldBe((2_000_000, false, FactState.Disputed));
    }

    [Theory]
    [InlineData(90, "USD", true)]
    [InlineData(89, "USD", false)]
    [InlineData(111, "USD", true)]
    [InlineData(112, "USD", false)]
    [InlineData(100, "EUR", false)]
    public void R25_Under_a_generic_round_amounts_within_ten_percent(int amount, string currency, bool same)
    {
        AreOne(Raised(100), Raised(amount, Venture, currency: currency)).ShouldBe(same);
        AreOne(Raised(100, Unknown), Raised(amount, Angel, currency: currency)).ShouldBe(same);
    }

    [Fact]
    public void R25_An_undisclosed_amount_under_a_generic_round_matches_nothing() =>
        AreOne(Raised(null, Unknown), Raised(null, Unknown)).ShouldBeFalse();

    [Fact]
    public void R22_Within_one_source_records_are_never_merged() =>
        History.Of(A(Raised(100), "r1"), A(Raised(100), "r2")).Living.Count.ShouldBe(2);

    [Fact]
    public void R26_Shipments_match_by_measure_and_what_it_goes_by()
    {
        AreOne(Left(1, period: "2019-10"), Left(2, period: "2019-10-01/2019-10-31")).ShouldBeTrue();
        AreOne(Left(1, period: "2019-10"), Left(1, period: "2019-11")).ShouldBeFalse();
        AreOne(Left(1, asOf: "2019-10-31"), Left(1, asOf: "2019-10")).ShouldBeFalse();
        AreOne(Left(1, asOf: "2019-10"), Left(1, period: "2019-10")).ShouldBeFalse();
        AreOne(First("2019"), First("2025")).ShouldBeTrue();
        AreOne(First("2019"), First("2019") with { Milestone = ShipmentMilestone.MassDelivery }).ShouldBeFalse();
    }

    [Fact]
    public void R26_Shipments_are_grouped_by_the_words_of_product_and_region_and_by_basis()
    {
        AreOne(First("2019"), First("2019") with { Product = "MODEL  3!" }).ShouldBeTrue();
        AreOne(First("2019", region: "CN"), First("2019", region: "cn")).ShouldBeTrue();
        AreOne(First("2019", region: "CN"), First("2019")).ShouldBeFalse();
        AreOne(First("2019"), First("2019") with { Basis = ShipmentBasis.Delivered }).ShouldBeFalse();
    }

    [Fact]
    public void R27_Plants_of_a_country_and_name_match_by_company_or_place()
    {
        AreOne(Plant(Opened), Plant(Closed)).ShouldBeTrue();
        AreOne(Plant(Opened), Plant(Closed, name: "GIGA")).ShouldBeTrue();
        AreOne(Plant(Opened), Plant(Opened, company: null)).ShouldBeTrue();
        AreOne(Plant(Opened), Plant(Opened, company: "Bolt")).ShouldBeFalse();
        AreOne(Plant(Opened, lat: 31), Plant(Opened, company: "Bolt", lat: 31.0449m)).ShouldBeTrue();
        AreOne(Plant(Opened, lat: 31), Plant(Opened, company: "Bolt", lat: 31.0450m)).ShouldBeFalse();
        AreOne(Plant(Opened, lat: 31), Plant(Opened, lat: 31.0450m)).ShouldBeFalse();
        AreOne(Plant(Opened, lat: 31), Plant(Opened, company: null, lat: 31.0450m)).ShouldBeFalse();
        AreOne(Plant(Opened, lat: 31), Plant(Opened, company: "Bolt")).ShouldBeFalse();
        AreOne(Plant(Opened, lat: 31), Plant(Opened, company: null)).ShouldBeTrue();
        AreOne(Plant(Opened), Plant(Opened, name: "Nova")).ShouldBeFalse();
        AreOne(Plant(Opened), Plant(Opened) with { Location = new() { Country = "DE" } }).ShouldBeFalse();
    }

    [Fact]
    public void R29_Announcements_match_by_milestone()
    {
        AreOne(Will("2020"), Will("2025")).ShouldBeTrue();
        AreOne(Will("2020"), Will("2020", ProductMilestone.Unveiled)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("2019-11-13", "2019-12-14", true)]
    [InlineData("2019-11-13", "2019-12-15", false)]
    [InlineData("2019-11-13", null, true)]
    public void R30_Partnerships_match_from_either_side(string? on, string? other, bool same) =>
        AreOne(Partners("Acme", "Bolt", on), Partners("Bolt", "Acme", other)).ShouldBe(same);

    [Theory]
    [InlineData("2020-02-13", true)]
    [InlineData("2020-02-14", false)]
    [InlineData(null, true)]
    public void R30_Acquisitions_match_within_92_days(string? on, bool same) =>
        AreOne(Bought("Acme", "Bolt", "2019-11-13"), Bought("Acme", "Bolt", on)).ShouldBe(same);

    [Fact]
    public void R30_A_bought_company_is_not_the_acquirer() => AreOne(Bought("Acme", "Bolt"), Bought("Bolt", "Acme")).ShouldBeFalse();

    [Theory]
    [InlineData("2019-12-01", 100, 1)]
    [InlineData("2019-12-01", 101, 1)]
    [InlineData("2019-12-01", 102, 2)]
    [InlineData("2019-11-21", 400, 1)]
    [InlineData("2019-11-23", 110, 1)]
    [InlineData("2019-11-23", 190, 2)]
    [InlineData("2019-11-23", 150, 2)]
    public void R32_A_round_joins_the_nearest_by_one_amount_then_by_days_then_by_amounts(string on, int amount, int joined) =>
        History.Of(A(Raised(100, on: "2019-11-13"), "1"), A(Raised(200, on: "2019-12-03"), "2"), B(Raised(amount, on: on)))
            .Living.Single(fact => fact.Sources.Count == 2).Number.ShouldBe(joined);

    [Fact]
    public void R32_Equal_amounts_are_nearer_than_equal_names_and_these_nearer_than_days()
    {
        JoinedBy(Raised(100), Raised(90, on: "2019-11-20"), Raised(100, SeriesB, on: "2019-11-30")).ShouldBe(2);
        JoinedBy(Raised(100), Raised(80, on: "2019-11-30"), Raised(95, Venture, on: "2019-11-13")).ShouldBe(1);
    }

    [Fact]
    public void R32_Of_equally_near_facts_the_oldest_gains_the_record() =>
        History.Of(A(Raised(100), "1"), A(Raised(100), "2"), B(Raised(100))).Living.Single(fact => fact.Sources.Count == 2)
            .Number.ShouldBe(1);

    [Theory]
    [InlineData("East", null, "east", null, true)]
    [InlineData("East", null, "West", null, false)]
    [InlineData(null, "Selby", null, "Leeds", false)]
    [InlineData("East", "Selby", "Yorkshire", "SELBY", true)]
    [InlineData("East", "Selby", null, null, true)]
    [InlineData("East", null, null, "Selby", true)]
    public void R27_Without_coordinates_a_region_or_city_that_both_name_is_the_same(
        string? region, string? city, string? otherRegion, string? otherCity, bool same)
    {
        PlantOpened In(string? named, string? town) =>
            Plant(Opened) with { Location = new() { Country = "CN", Region = named, City = town } };
        AreOne(In(region, city), In(otherRegion, otherCity)).ShouldBe(same);
        AreOne(In(region, city) with { Location = In(region, city).Location with { Lat = 1, Lon = 1 } },
            In(otherRegion, otherCity) with { Location = In(otherRegion, otherCity).Location with { Lat = 1, Lon = 1 } }).ShouldBeTrue();
    }

    [Fact]
    public void R27_Of_two_plants_of_one_name_each_goes_with_its_own_whatever_the_order()
    {
        var (solar, wind) = (Plant(Opened, lat: 54.9m, name: "Moorhouse Farm"), Plant(Opened, lat: 53.4m, name: "Moorhouse Farm"));
        History.Of(A(solar, "1"), A(wind, "2"), B(wind with { Company = null }, "1"), B(solar with { Company = null }, "2")).Living
            .Select(fact => string.Join(' ', fact.Ranked.Select(said => said.Record.Id.Record)))
            .ShouldBe(["record:2 record:1", "record:1 record:2"]);
    }

    [Fact]
    public void R27_A_record_without_coordinates_does_not_join_two_places()
    {
        History.Of(A(Plant(Opened, lat: 31)), B(Plant(Opened)), C(Plant(Opened, lat: 32))).Living.Select(fact => fact.Sources.Count)
            .ShouldBe([2, 1]);
        History.Of(A(Plant(Opened) with { Technology = "Hydro" }), B(Plant(Opened)), C(Plant(Opened) with { Technology = "Oil" }))
            .Living.Select(fact => fact.Sources.Count).ShouldBe([2, 1]);
    }

    [Theory]
    [InlineData(31.001, 510, 1)]
    [InlineData(31.02, 510, 2)]
    [InlineData(null, 510, 1)]
    [InlineData(null, 690, 2)]
    [InlineData(null, null, 2)]
    public void R32_A_plant_joins_the_nearest_by_place_then_by_capacity_then_by_date(double? lat, int? megawatts, int joined)
    {
        PlantOpened Of(double? at, int? capacity, string on) =>
            Plant(Opened, on, lat: (decimal?)at) with { Capacity = capacity is { } mw ? new(mw, "MW") : null };
        JoinedBy(Of(lat, megawatts, "2019-06"), Of(31, 500, "2015"), Of(31.03, 700, "2019-06")).ShouldBe(joined);
    }

    [Theory]
    [InlineData("Wind", "Wind Onshore", false)]
    [InlineData("Solar", "Solar Photovoltaics", false)]
    [InlineData("Hydro", "Oil", true)]
    [InlineData("Gas", "Landfill Gas", true)]
    [InlineData("Gas", "Sewage gas", true)]
    [InlineData("Biogas", "Landfill Gas", false)]
    [InlineData("Waste", "EfW Incineration", false)]
    [InlineData("Biomass", "Anaerobic Digestion", false)]
    [InlineData("Biomass", "Advanced Conversion Technologies", false)]
    [InlineData("Coal", "Biomass (co-firing)", false)]
    [InlineData("Hydro", "Pumped Storage Hydroelectricity", false)]
    [InlineData("Storage", "Pumped Storage Hydroelectricity", false)]
    [InlineData("Storage", "Battery", false)]
    [InlineData("Storage", "Compressed Air Energy Storage", false)]
    [InlineData("Wave and Tidal", "Tidal Barrage and Tidal Stream", false)]
    [InlineData("Hydro", "Hydrogen", true)]
    [InlineData("Cogeneration", "Gas", false)]
    [InlineData("Other", "Molten salt", false)]
    [InlineData("Petcoke", "Coal", false)]
    [InlineData("Oil", "Gas oil", false)]
    [InlineData("Molten salt", "Salt", false)]
    [InlineData("Molten salt", "Salt tower", true)]
    [InlineData("Molten salt", "Wind", true)]
    [InlineData(null, "Wind", false)]
    public void R28_Technologies_differ_by_family_or_by_words(string? one, string? other, bool differ)
    {
        AreOne(Plant(Opened) with { Technology = one }, Plant(Opened) with { Technology = other }).ShouldBe(!differ);
        AreOne(Plant(Opened, lat: 31) with { Technology = one }, Plant(Opened, lat: 31) with { Technology = other }).ShouldBe(!differ);
    }

    /// <summary>Returns which of two facts of one source a record of another source joins.</summary>
    private static int JoinedBy(ReportData joining, ReportData one, ReportData other) =>
        History.Of(A(one, "1"), A(other, "2"), B(joining)).Living.Single(fact => fact.Sources.Count == 2).Number;

    private static bool AreOne(ReportData one, ReportData other) => History.Of(A(one), B(other)).Living.Count == 1;
}
