using EventPlatform.Contracts;
using static EventPlatform.Contracts.FundingRound;
using static EventPlatform.Contracts.PlantStatus;
using static EventPlatform.UnitTests.Oracle.Tell;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>"What a fact says" of docs/facts.md, rule by rule.</summary>
public sealed class Values_by_the_book
{
    private static readonly DateTimeOffset Morning = new(2020, 1, 1, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(400, 404, "USD", FactState.Corroborated, 404)]
    [InlineData(400, 405, "USD", FactState.Disputed, 405)]
    [InlineData(4015, 4000, "USD", FactState.Corroborated, 4015)]
    [InlineData(400, 400, "EUR", FactState.Disputed, 400)]
    public void R35_Money_agrees_within_one_percent_and_shows_the_most_digits(
        decimal amount, decimal other, string currency, FactState state, decimal shown)
    {
        var fact = One(A(Raised(amount)), B(Raised(other, currency: currency)));
        (fact.State, fact.Money!.Shown.Amount).ShouldBe((state, shown));
    }

    [Fact]
    public void R35_An_amount_that_one_source_leaves_out_is_the_others() =>
        One(A(Raised(400)), B(Raised(null))).Money!.Shown.Amount.ShouldBe(400);

    [Fact]
    public void R35_Every_two_have_to_agree() => One(A(Raised(100)), B(Raised(101)), C(Raised(102))).State.ShouldBe(FactState.Disputed);

    [Theory]
    [InlineData(5, FactState.Corroborated)]
    [InlineData(6, FactState.Disputed)]
    public void R35_Units_agree_where_they_are_equal(int units, FactState state) =>
        One(A(Left(5, asOf: "2019")), B(Left(units, asOf: "2019"))).State.ShouldBe(state);

    [Theory]
    [InlineData("2019-11", "2019-11-13", FactState.Corroborated, "2019-11-13")]
    [InlineData("2019-11-13", "2019-11", FactState.Corroborated, "2019-11-13")]
    [InlineData("2019-11-13", "2019-11-14", FactState.Disputed, "2019-11-14")]
    [InlineData("2019-10/2019-11", "2019-11/2019-12", FactState.Disputed, "2019-11/2019-12")]
    [InlineData("../2019-11-13", "../2019-11-10", FactState.Corroborated, "../2019-11-10")]
    public void R35_Dates_agree_where_one_holds_the_other(string on, string other, FactState state, string shown)
    {
        var fact = One(A(Raised(1, on: on)), B(Raised(1, on: other)));
        (fact.State, fact.Date!.Shown.Text).ShouldBe((state, shown));
    }

    [Theory]
    [InlineData(505, "mw", FactState.Corroborated, 505)]
    [InlineData(506, "MW", FactState.Disputed, 506)]
    [InlineData(500, "MWh", FactState.Disputed, 500)]
    public void R35_Capacities_agree_in_one_unit_within_one_percent(int value, string unit, FactState state, int shown)
    {
        var fact = One(A(Plant(Opened) with { Capacity = new(500, "MW") }), B(Plant(Opened) with { Capacity = new(value, unit) }));
        (fact.State, fact.Capacity!.Shown.Value).ShouldBe((state, shown));
    }

    [Fact]
    public void R35_A_round_that_is_not_named_agrees_with_each_and_the_named_is_shown() =>
        One(A(Raised(100, SeriesB)), B(Raised(100, Unknown))).Round!.Shown.ShouldBe(SeriesB);

    [Fact]
    public void R35_Two_named_rounds_in_one_fact_are_in_dispute() =>
        One(A(Raised(100, Unknown)), B(Raised(100, SeriesA)), C(Raised(100, SeriesB))).Round!.Agrees.ShouldBeFalse();

    [Fact]
    public void R33_and_R34_Trust_ranks_before_newness_and_the_longest_prefix_owns_a_source()
    {
        Line[] reports = [A(Raised(400)), B(Raised(500))];
        One(reports).Sources.ShouldBe(["/feeds/b", "/feeds/a"]);
        One([.. reports, Ops(Trust("/feeds/a", 5)), Ops(Trust("/feeds", 9))]).Money!.Shown.Amount.ShouldBe(500);
        One([.. reports, Ops(Trust("/feeds/a", 5)), Ops(Trust("/feeds", 4))]).Money!.Shown.Amount.ShouldBe(400);
        One([.. reports, Ops(Trust("/feeds/a", 5)), Ops(Trust("/feeds/a", -1))]).Money!.Shown.Amount.ShouldBe(500);
        One([.. reports, Ops(Trust("/fee", 9))]).Money!.Shown.Amount.ShouldBe(500);
    }

    [Fact]
    public void R38_What_the_headline_leaves_out_is_the_next_in_ranks()
    {
        var fact = One(A(Raised(1) with { Company = new() { Name = "Acme", Country = "CN" }, Remark = "first" }), B(Raised(1)));
        (fact.CompanyCountry, fact.First(said => said.Data.Remark)).ShouldBe(("CN", "first"));
    }

    [Fact]
    public void R38_Investors_are_all_that_any_record_names_each_company_once()
    {
        var log = History.Of(A(From("Coil", "Dyna")), B(From("Dyna", "Egon")), Ops(Merge("egon", "dyna")));
        log.Living.Single().Investors.ShouldBe(["dyna", "coil"]);
    }

    [Fact]
    public void R39_A_plant_has_each_status_once_in_order_of_rank()
    {
        var plant = One(A(Plant(Planned, "2014"), "r"), A(Plant(Opened, "2015"), "r"), A(Plant(Planned, "2013"), "r"),
            B(Plant(Closed), "r"), B(Plant(Opened, "2015-06"), "r"));
        plant.Milestones.Select(milestone => $"{milestone.Status} {milestone.On?.Shown}")
            .ShouldBe(["Closed ", "Opened 2015-06", "Planned 2013"]);
    }

    [Fact]
    public void R40_A_fact_without_records_says_which_continues_it()
    {
        var log = History.Of(A(Raised(100), "r"), A(Raised(200, SeriesB), "s"), B(Raised(200, SeriesB), "r"), A(TakeBackRecord("s")));
        var (gone, living) = (log.Facts.Single(fact => fact.State == FactState.Retracted), log.Living.Single(fact => fact.Number == 3));
        (gone.Number, gone.ContinuedBy).ShouldBe((2, living.Id));
    }

    [Fact]
    public void R34_At_equal_trust_the_later_report_by_its_own_time_is_the_headline_in_any_order_of_import()
    {
        var (early, late) = (A(Raised(400) with { Remark = "early" }) with { Time = Morning },
            B(Raised(400) with { Remark = "late" }) with { Time = Morning.AddDays(1) });
        One(early, late).Headline.Data.Remark.ShouldBe("late");
        One(late, early).Headline.Data.Remark.ShouldBe("late");
        One(late with { Time = null }, early with { Time = Morning.AddYears(10) }).Headline.Data.Remark.ShouldBe("early");
        One(early, late, Ops(Trust("/feeds/a", 5))).Headline.Data.Remark.ShouldBe("early");
    }

    [Fact]
    public void R36_The_value_that_most_sources_agree_on_goes_before_the_latest_but_not_before_trust()
    {
        Line[] reports = [A(Raised(400)), B(Raised(401)), C(Raised(500))];
        One(reports).Money!.Given.Select(given => given.Value.Amount).ShouldBe([401, 400, 500]);
        One([.. reports, Ops(Trust("/feeds/c", 1))]).Money!.Shown.Amount.ShouldBe(500);
    }

    [Fact]
    public void R36_A_second_feed_in_another_currency_does_not_take_a_round_out_of_the_first_currencys_total()
    {
        var (dollars, euros) = (
            A(Raised(400), "r") with { Time = Morning }, B(Raised(360, currency: "EUR")) with { Time = Morning.AddDays(1) });
        One(dollars, euros).Money!.Shown.Currency.ShouldBe("USD");
        One(euros, dollars).Money!.Shown.Currency.ShouldBe("USD");
        One(dollars, euros, A(Raised(410), "r") with { Time = Morning.AddDays(2) }).Money!.Shown.Amount.ShouldBe(410);
        One(dollars with { Time = null }, euros with { Time = null }).Money!.Shown.Currency.ShouldBe("USD");
        One(dollars, euros, C(Raised(361, currency: "EUR"))).Money!.Shown.Currency.ShouldBe("EUR");
        One(dollars, euros, Ops(Trust("/feeds/b", 1))).Money!.Shown.Currency.ShouldBe("EUR");
    }

    [Theory]
    [InlineData(Planned, "2015", Opened, "2019", true, Opened)]
    [InlineData(Opened, "2019", Planned, "2015", true, Opened)]
    [InlineData(Planned, "2015", Closed, "2014", false, Closed)]
    [InlineData(Planned, "2015", Construction, "2015", true, Construction)]
    [InlineData(Planned, "2015", Opened, null, true, Opened)]
    [InlineData(Planned, "2015-06", Opened, "../2015-07", true, Opened)]
    [InlineData(Cancelled, "2016", Opened, "2019", false, Opened)]
    [InlineData(Opened, "2019", Cancelled, null, false, Cancelled)]
    [InlineData(Cancelled, "2016", Construction, "2015", false, Construction)]
    [InlineData(Cancelled, "2016", Planned, "2015", true, Cancelled)]
    [InlineData(Cancelled, "2014", Planned, "2015", false, Planned)]
    [InlineData(Cancelled, "2014", Cancelled, "2015", true, Cancelled)]
    public void R37_Statuses_of_plants_agree_along_one_life(
        PlantStatus one, string? on, PlantStatus other, string? since, bool agree, PlantStatus shown)
    {
        var fact = One(A(Plant(one, on)), B(Plant(other, since)));
        (fact.GivenStatus.Agrees, fact.Status).ShouldBe((agree, shown));
        if (!agree) fact.State.ShouldBe(FactState.Disputed);
    }

    [Theory]
    [InlineData(DealStatus.Rumoured, DealStatus.Completed, true, DealStatus.Completed)]
    [InlineData(DealStatus.Completed, DealStatus.Announced, true, DealStatus.Completed)]
    [InlineData(DealStatus.Rumoured, DealStatus.Cancelled, true, DealStatus.Cancelled)]
    [InlineData(DealStatus.Cancelled, DealStatus.Announced, false, DealStatus.Announced)]
    [InlineData(DealStatus.Completed, DealStatus.Cancelled, false, DealStatus.Cancelled)]
    public void R37_Statuses_of_deals_agree_along_one_life(DealStatus one, DealStatus other, bool agree, DealStatus shown)
    {
        (ReportData, ReportData)[] deals =
        [
            (Raised(1) with { Status = one }, Raised(1) with { Status = other }),
            (Partners("Acme", "Bolt") with { Status = one }, Partners("Acme", "Bolt") with { Status = other }),
            (Bought("Acme", "Bolt") with { Status = one }, Bought("Acme", "Bolt") with { Status = other }),
        ];
        foreach (var (first, second) in deals)
        {
            var fact = One(A(first), B(second));
            (fact.GivenStatus.Agrees, fact.Status, fact.State)
                .ShouldBe((agree, shown, agree ? FactState.Corroborated : FactState.Disputed));
        }
    }

    [Fact]
    public void R37_A_planned_shipment_agrees_with_an_actual_one_and_an_announcement_never_with_a_cancelled_one()
    {
        One(A(First("2019")), B(First("2019", ShipmentStatus.Planned))).Status.ShouldBe(ShipmentStatus.Actual);
        One(A(Will("2020")), B(Will("2020") with { Status = AnnouncementStatus.Cancelled })).State.ShouldBe(FactState.Disputed);
    }

    [Fact]
    public void R37_The_status_that_most_sources_agree_on_is_shown()
    {
        var fact = One(A(Plant(Opened)), B(Plant(Planned)), C(Plant(Cancelled)));
        fact.GivenStatus.Given.Select(given => given.Value.Status).ShouldBe([Planned, Cancelled, Opened]);
    }

    private static FundingRaised From(params string[] investors) =>
        Raised(1) with { Investors = [.. investors.Select(name => new Investor(Organisation(name)))] };

    private static OracleFact One(params Line[] lines) => History.Of(lines).Living.Single();
}
