using EventPlatform.Contracts;
using EventPlatform.Query.Shipments;

namespace EventPlatform.UnitTests.Query;

/// <summary>"Series" of docs/facts.md, clause by clause.</summary>
public sealed class Shipment_series
{
    private int facts;

    [Fact]
    public void The_value_is_the_latest_anchor_and_the_increments_after_it()
    {
        var series = Series.Of([Anchor("2019-02-15", 100), Increment("2019-03", 30), Increment("2019-04", 5)]);

        Values(series).ShouldBe([("2019-02-15", 100), ("2019-03-31", 130), ("2019-04-30", 135)]);
        series.Points.Select(point => point.IsAnchor).ShouldBe([true, false, false]);
    }

    [Fact]
    public void Without_an_anchor_it_is_all_increments_up_to_the_day() =>
        Values(Series.Of([Increment("2019-02", 20), Increment("2019-01", 10), Anchor("2019-03-31", 33)]))
            .ShouldBe([("2019-01-31", 10), ("2019-02-28", 30), ("2019-03-31", 33)]);

    [Theory]
    [InlineData("2019-02-15", true)]
    [InlineData("2019-01-31", false)]
    public void An_increment_that_begins_on_or_before_the_day_of_an_anchor_is_covered_by_it(string anchorDay, bool covered)
    {
        var increment = Increment("2019-02", 20);
        var series = Series.Of([Anchor(anchorDay, 100), increment]);

        series.At(new(2019, 2, 28)).ShouldBe(covered ? 100 : 120);
        series.NotAdded.ShouldBe(covered ? [increment.FactId] : []);
    }

    [Fact]
    public void An_increment_counts_from_its_last_day_on()
    {
        var series = Series.Of([Increment("2019-02", 20)]);

        (series.At(new(2019, 2, 27)), series.At(new(2019, 2, 28))).ShouldBe((null, 20));
    }

    [Fact]
    public void An_increment_without_a_last_day_is_not_added_and_one_without_a_first_day_only_without_an_anchor()
    {
        var (endless, early) = (Increment("2019/..", 1), Increment("../2019-01", 7));

        Series.Of([endless]).NotAdded.ShouldBe([endless.FactId]);
        Values(Series.Of([early])).ShouldBe([("2019-01-31", 7)]);
        Series.Of([Anchor("2018-01-31", 100), early]).NotAdded.ShouldBe([early.FactId]);
    }

    [Fact]
    public void The_day_of_an_anchor_is_the_latest_that_it_can_mean() =>
        Values(Series.Of([Anchor("2019", 100)])).ShouldBe([("2019-12-31", 100)]);

    [Fact]
    public void Of_anchors_of_one_day_the_later_one_counts_and_they_contradict()
    {
        var (one, other) = (Anchor("2019-01-31", 100), Anchor("2019-01-31", 130));
        var series = Series.Of([other, one]);

        series.Points.ShouldHaveSingleItem().FactIds.ShouldBe([other.FactId]);
        series.Contradictions.ShouldHaveSingleItem().FactIds.ShouldBe([one.FactId, other.FactId]);
    }

    [Fact]
    public void An_anchor_below_the_one_before_contradicts_it_and_is_shown()
    {
        var (one, other) = (Anchor("2019-01-31", 100), Anchor("2019-02-28", 90));
        var series = Series.Of([one, other]);

        var contradiction = series.Contradictions.ShouldHaveSingleItem();
        (contradiction.Kind, contradiction.From, contradiction.To, contradiction.Difference)
            .ShouldBe((ContradictionKind.Falls, one.Last, other.Last, -10));
        contradiction.FactIds.ShouldBe([one.FactId, other.FactId]);
        series.At(other.Last).ShouldBe(90);
    }

    [Theory]
    [InlineData(980, false)]
    [InlineData(979, true)]
    [InlineData(1020, false)]
    [InlineData(1021, true)]
    public void Increments_that_differ_by_more_than_two_percent_contradict_the_anchors(
        decimal between, bool contradicts)
    {
        Shipped[] all = [Anchor("2019-01-31", 100), Increment("2019-02", between - 1), Anchor("2019-03-31", 1100), Increment("2019-03", 1)];
        var series = Series.Of(all);

        series.Contradictions.Select(one => (one.Kind, one.Difference, one.Increments))
            .ShouldBe(contradicts ? [(ContradictionKind.Differs, 1000, between)] : []);
        if (contradicts) series.Contradictions[0].FactIds.ShouldBe([all[0].FactId, all[2].FactId, all[1].FactId, all[3].FactId]);
    }

    [Theory]
    [InlineData("2019-02-02/2019-02-28")]
    [InlineData("2019-02-01/2019-02-27")]
    [InlineData("2019-01-31/2019-02-28")]
    public void Increments_that_leave_a_day_out_or_do_not_lie_wholly_between_two_anchors_contradict_nothing(string period) =>
        Series.Of([Anchor("2019-01-31", 100), Increment(period, 1), Anchor("2019-02-28", 200)]).Contradictions.ShouldBeEmpty();

    [Fact]
    public void A_hundred_thousand_increments_between_as_many_anchors_take_no_more_than_a_moment()
    {
        var day = new DateOnly(1800, 1, 1);
        var all = Enumerable.Range(0, 50_000).SelectMany(number => new[]
        {
            Anchor($"{day.AddDays(number):O}", number), Increment($"{day.AddDays(number):O}", 1),
        }).ToList();
        var watch = System.Diagnostics.Stopwatch.StartNew();

        Series.Of(all).Contradictions.ShouldBeEmpty();

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30)); // quadratic time would be hours
    }

    private static IEnumerable<(string, decimal)> Values(Series series) => series.Points.Select(point => ($"{point.Day:O}", point.Units));

    private Shipped Anchor(string day, decimal units) => Fact(ShipmentMeasure.Cumulative, day, units);

    private Shipped Increment(string period, decimal units) => Fact(ShipmentMeasure.Incremental, period, units);

    private Shipped Fact(ShipmentMeasure measure, string when, decimal units) =>
        new(new Guid(++facts, 0, 0, new byte[8]), facts, measure, PartialDate.Parse(when), units);
}
