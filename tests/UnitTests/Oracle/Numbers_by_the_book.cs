using EventPlatform.Contracts;
using static EventPlatform.Contracts.PlantStatus;
using static EventPlatform.UnitTests.Oracle.Tell;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>"Numbers" of docs/facts.md, and the cases of the rules that end in one.</summary>
public sealed class Numbers_by_the_book
{
    private static readonly DateTimeOffset Noon = new(2020, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void R42_Two_equal_rows_of_one_source_are_two_rounds() =>
        Total(A(Raised(100), "1"), A(Raised(100), "2")).ShouldBe([new("acme", "USD", 200, 2)]);

    [Fact]
    public void R42_A_series_c_at_400_and_at_500_is_one_disputed_round_not_900()
    {
        Line[] lines = [A(Raised(500, FundingRound.SeriesC)), B(Raised(400, FundingRound.SeriesC))];
        Total(lines).ShouldBe([new("acme", "USD", 400, 1)]);
        var given = History.Of(lines).Living.Single().Money!.Given;
        given.Select(one => (one.By.Source, one.Value.Amount)).ShouldBe([("/feeds/b", 400), ("/feeds/a", 500)]);
    }

    [Fact]
    public void R42_Totals_leave_out_what_is_rumoured_cancelled_or_retracted_and_count_undisclosed_ones_apart() =>
        Total(
            A(Raised(1)), A(Raised(null)), A(Raised(2, currency: "EUR")), A(Raised(4) with { Status = DealStatus.Completed }),
            A(Raised(8) with { Status = DealStatus.Rumoured }),
            A(Raised(16) with { Status = DealStatus.Cancelled }), A(Raised(32)), A(TakeBackReport(7)))
            .ShouldBe([new("acme", null, 0, 1), new("acme", "EUR", 2, 1), new("acme", "USD", 5, 2)]);

    [Theory]
    [InlineData("2018-10/2019-03", "2019")]
    [InlineData("../2018-10", "2018")]
    [InlineData("2018-10/..", "2018")]
    public void R42_A_round_is_of_the_year_of_its_latest_day(string on, string year) =>
        Totals.By(History.Of(A(Raised(1, on: on))), "year").Single().Group.ShouldBe(year);

    [Fact]
    public void R43_As_of_a_day_counts_what_had_happened_by_then() =>
        Totals.By(History.Of(A(Raised(1, on: "2019")), A(Raised(2, on: "2019-11-13")), A(Raised(4, on: "2019-01-01/.."))), "company",
            new(2019, 11, 13)).Single().Amount.ShouldBe(2);

    [Fact]
    public void R45_Known_at_a_time_is_the_log_up_to_the_largest_position_recorded_by_then() =>
        History.Of(A(Raised(1)), A(Raised(2)), A(Raised(4))).At([Noon, Noon, Noon.AddSeconds(1)], Noon).Living.Count.ShouldBe(2);

    [Theory]
    [InlineData("2014-12-31", null)]
    [InlineData("2021-06-01", Opened)]
    [InlineData("2022-12-31", Closed)]
    public void R44_A_plant_is_in_the_status_that_was_in_force(string day, PlantStatus? status) =>
        Plants.On(History.Of(A(Plant(Opened, "2015"), "r"), A(Plant(Closed, "2022"), "r")), DateOnly.Parse(day))
            .Select(count => (PlantStatus?)count.Status).SingleOrDefault().ShouldBe(status);

    [Fact]
    public void R44_Of_milestones_of_one_day_the_later_in_the_life_of_a_plant_is_in_force() =>
        Plants.On(History.Of(A(Plant(Producing, "2015"), "r"), A(Plant(Construction, "2015"), "r")), new(2020, 1, 1)).Single()
            .Status.ShouldBe(Producing);

    [Theory]
    [InlineData(5, Opened)]
    [InlineData(-5, Cancelled)]
    public void R44_A_contradicted_milestone_does_not_count(int trust, PlantStatus status)
    {
        var known = History.Of(
            A(Plant(Opened, "2015")), B(Plant(Planned, "2012"), "r"), B(Plant(Cancelled, "2018"), "r"), Ops(Trust("/feeds/a", trust)));
        known.Living.Single().Status.ShouldBe(status);
        Plants.On(known, new(2020, 1, 1)).Single().Status.ShouldBe(status);
        Plants.On(known, new(2013, 1, 1)).Single().Status.ShouldBe(Planned);
    }

    [Fact]
    public void R27_A_plant_that_changes_its_name_leaves_its_group()
    {
        var log = History.Of(A(Plant(Opened, "2015"), "r"), B(Plant(Opened, "2015")), A(Plant(Opened, "2015", name: "Nova"), "r"));
        log.UpTo(2).Living.Count.ShouldBe(1);
        log.Living.Select(fact => fact.Sources.Single()).ShouldBe(["/feeds/a", "/feeds/b"]);
    }

    [Fact]
    public void R46_Increments_are_added_after_an_anchor_and_never_on_top_of_it()
    {
        var series = Series.Of(History.Of(
            A(Left(10, period: "2019-01")), A(Left(100, asOf: "2019-02-15")), A(Left(20, period: "2019-02")),
            A(Left(30, period: "2019-03")))).Values.Single();
        ((decimal?[])[series.At(new(2019, 1, 30)), series.At(new(2019, 1, 31)), series.At(new(2019, 2, 28)), series.At(new(2019, 3, 31))])
            .ShouldBe([null, 10, 100, 130]);
    }

    [Theory]
    [InlineData(90, 0, true)]
    [InlineData(1100, 980, false)]
    [InlineData(1100, 979, true)]
    [InlineData(1100, 1020, false)]
    [InlineData(1100, 1021, true)]
    public void R47_Anchors_that_fall_or_differ_from_what_lies_between_by_more_than_two_percent_contradict(
        decimal second, decimal between, bool contradict) =>
        Series.Of(
            History.Of(A(Left(100, asOf: "2019-01")), A(Left(between, period: "2019-02")),
                A(Left(second, asOf: "2019-02"), "second"))).Values.Single()
            .Contradictions.Any().ShouldBe(contradict);

    [Fact]
    public void R47_Increments_that_leave_days_out_contradict_no_anchor() =>
        Series.Of(History.Of(A(Left(100, asOf: "2019-01")), A(Left(1, period: "2019-02")), A(Left(200, asOf: "2019-03-01"))))
            .Values.Single().Contradictions.ShouldBeEmpty();

    [Theory]
    [InlineData("2020-06", "2020-05-31", "2020-06-29", Outcome.Kept, null)]
    [InlineData("2020-06", "2020-07-05", "2021-01-01", Outcome.Late, 5)]
    [InlineData("2020-06", "2020-07-05", "2020-07-01", Outcome.Missed, null)]
    [InlineData("2020-06", null, "2020-06-29", Outcome.Open, null)]
    [InlineData("2020-06", null, "2020-06-30", Outcome.Missed, null)]
    [InlineData("2020-06/..", null, "2030-01-01", Outcome.Open, null)]
    public void R48_A_promise_is_kept_late_open_or_missed(string expected, string? shipped, string asOf, Outcome outcome, int? daysLate)
    {
        Line[] shipment = shipped is null ? [] : [A(First(shipped, region: "CN"))];
        var promise = Promises.At(History.Of([A(Will(expected)), .. shipment]), DateOnly.Parse(asOf)).Single();
        (promise.Outcome, promise.DaysLate).ShouldBe((outcome, daysLate));
    }

    [Fact]
    public void R48_A_planned_shipment_is_met_in_its_region_only()
    {
        Line[] planned = [A(First("2020-06", ShipmentStatus.Planned, "CN")), A(First("2020-06-01", region: "EU"))];
        Promises.At(History.Of(planned), new(2021, 1, 1)).Single().Outcome.ShouldBe(Outcome.Missed);
        Promises.At(History.Of([.. planned, A(First("2020-06-02", region: "cn"))]), new(2021, 1, 1)).Single()
            .Outcome.ShouldBe(Outcome.Kept);
    }

    [Fact]
    public void R48_A_planned_plant_is_met_by_its_opening() =>
        Promises.At(
            History.Of(A(Plant(Planned, "2020-06"), "r"), A(Plant(Producing, "2020-07-03"), "r"), A(Plant(Opened, "2020-07-02"), "r")),
            new(2021, 1, 1)).Single()
            .DaysLate.ShouldBe(2);

    private static IReadOnlyList<TotalLine> Total(params Line[] lines) => Totals.By(History.Of(lines), "company");
}
