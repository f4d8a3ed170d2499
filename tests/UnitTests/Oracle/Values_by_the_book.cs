using EventPlatform.Contracts;
using static EventPlatform.Contracts.FundingRound;
using static EventPlatform.Contracts.PlantStatus;
using static EventPlatform.UnitTests.Oracle.Tell;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>"What a fact says" of docs/facts.md, row by row.</summary>
public sealed class Values_by_the_book
{
    [Theory]
    [InlineData(400, 404, "USD", FactState.Corroborated, 404)]
    [InlineData(400, 405, "USD", FactState.Disputed, 405)]
    [InlineData(4015, 4000, "USD", FactState.Corroborated, 4015)]
    [InlineData(400, 400, "EUR", FactState.Disputed, 400)]
    public void Money_agrees_within_one_percent_and_shows_the_most_digits(decimal amount, decimal other, string currency, FactState state, decimal shown)
    {
        var fact = One(A(Raised(amount)), B(Raised(other, currency: currency)));
        (fact.State, fact.Money!.Shown.Amount).ShouldBe((state, shown));
    }

    [Fact]
    public void An_amount_that_one_source_leaves_out_is_the_others() => One(A(Raised(400)), B(Raised(null))).Money!.Shown.Amount.ShouldBe(400);

    [Fact]
    public void Every_two_have_to_agree() => One(A(Raised(100)), B(Raised(101)), C(Raised(102))).State.ShouldBe(FactState.Disputed);

    [Theory]
    [InlineData(5, FactState.Corroborated)]
    [InlineData(6, FactState.Disputed)]
    public void Units_agree_where_they_are_equal(int units, FactState state) => One(A(Left(5, asOf: "2019")), B(Left(units, asOf: "2019"))).State.ShouldBe(state);

    [Theory]
    [InlineData("2019-11", "2019-11-13", FactState.Corroborated, "2019-11-13")]
    [InlineData("2019-11-13", "2019-11", FactState.Corroborated, "2019-11-13")]
    [InlineData("2019-11-13", "2019-11-14", FactState.Disputed, "2019-11-14")]
    [InlineData("2019-10/2019-11", "2019-11/2019-12", FactState.Disputed, "2019-11/2019-12")]
    [InlineData("../2019-11-13", "../2019-11-10", FactState.Corroborated, "../2019-11-10")]
    public void Dates_agree_where_one_holds_the_other(string on, string other, FactState state, string shown)
    {
        var fact = One(A(Raised(1, on: on)), B(Raised(1, on: other)));
        (fact.State, fact.Date!.Shown.Text).ShouldBe((state, shown));
    }

    [Theory]
    [InlineData(505, "mw", FactState.Corroborated, 505)]
    [InlineData(506, "MW", FactState.Disputed, 506)]
    [InlineData(500, "MWh", FactState.Disputed, 500)]
    public void Capacities_agree_in_one_unit_within_one_percent(int value, string unit, FactState state, int shown)
    {
        var fact = One(A(Plant(Opened) with { Capacity = new(500, "MW") }), B(Plant(Opened) with { Capacity = new(value, unit) }));
        (fact.State, fact.Capacity!.Shown.Value).ShouldBe((state, shown));
    }

    [Fact]
    public void A_round_that_is_not_named_agrees_with_each_and_the_named_is_shown() =>
        One(A(Raised(100, SeriesB)), B(Raised(100, Unknown))).Round!.Shown.ShouldBe(SeriesB);

    [Fact]
    public void Two_named_rounds_in_one_fact_are_in_dispute() =>
        One(A(Raised(100, Unknown)), B(Raised(100, SeriesA)), C(Raised(100, SeriesB))).Round!.Agrees.ShouldBeFalse();

    [Fact]
    public void Trust_ranks_before_newness_and_the_longest_prefix_owns_a_source()
    {
        Line[] reports = [A(Raised(400)), B(Raised(500))];
        One(reports).Sources.ShouldBe(["/feeds/b", "/feeds/a"]);
        One([.. reports, Ops(Trust("/feeds/a", 5)), Ops(Trust("/feeds", 9))]).Money!.Shown.Amount.ShouldBe(500);
        One([.. reports, Ops(Trust("/feeds/a", 5)), Ops(Trust("/feeds", 4))]).Money!.Shown.Amount.ShouldBe(400);
        One([.. reports, Ops(Trust("/feeds/a", 5)), Ops(Trust("/feeds/a", -1))]).Money!.Shown.Amount.ShouldBe(500);
        One([.. reports, Ops(Trust("/fee", 9))]).Money!.Shown.Amount.ShouldBe(500);
    }

    [Fact]
    public void What_the_headline_leaves_out_is_the_next_in_ranks()
    {
        var fact = One(A(Raised(1) with { Company = new() { Name = "Acme", Country = "CN" }, Remark = "first" }), B(Raised(1)));
        (fact.CompanyCountry, fact.First(said => said.Data.Remark)).ShouldBe(("CN", "first"));
    }

    [Fact]
    public void Investors_are_all_that_any_record_names_each_company_once()
    {
        var log = History.Of(A(From("Coil", "Dyna")), B(From("Dyna", "Egon")), Ops(Merge("egon", "dyna")));
        log.Living.Single().Investors.ShouldBe(["dyna", "coil"]);
    }

    [Fact]
    public void A_plant_has_each_status_once_in_order_of_rank()
    {
        var plant = One(A(Plant(Planned, "2014"), "r"), A(Plant(Opened, "2015"), "r"), A(Plant(Planned, "2013"), "r"), B(Plant(Closed), "r"), B(Plant(Opened, "2015-06"), "r"));
        plant.Milestones.Select(milestone => $"{milestone.Status} {milestone.On?.Shown}").ShouldBe(["Closed ", "Opened 2015-06", "Planned 2013"]);
    }

    [Fact]
    public void A_fact_without_records_says_which_continues_it()
    {
        var log = History.Of(A(Raised(100), "r"), A(Raised(100, SeriesB), "s"), B(Raised(100, SeriesB), "r"), A(TakeBackRecord("s")));
        var (gone, living) = (log.Facts.Single(fact => fact.State == FactState.Retracted), log.Living.Single(fact => fact.Number == 3));
        (gone.Number, gone.ContinuedBy).ShouldBe((2, living.Id));
    }

    private static FundingRaised From(params string[] investors) => Raised(1) with { Investors = [.. investors.Select(name => new Investor(Organisation(name)))] };

    private static OracleFact One(params Line[] lines) => History.Of(lines).Living.Single();
}
