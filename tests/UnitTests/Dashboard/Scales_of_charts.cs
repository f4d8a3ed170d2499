using EventPlatform.Dashboard.Charts;

namespace EventPlatform.UnitTests.Dashboard;

public sealed class Scales_of_charts
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1_528_797)]
    [InlineData(2_425_700_000)]
    public void Numbers_have_three_to_nine_round_ticks_that_hold_them(long most)
    {
        var ticks = new NumberScale(most, top: 10, height: 200).Ticks().ToList();
        ticks.Count.ShouldBeInRange(2, 9);
        ticks[0].Value.ShouldBe(0);
        ticks[^1].Value.ShouldBeGreaterThanOrEqualTo(most);
        ticks[^1].Y.ShouldBe(10);
    }

    [Theory]
    [InlineData("2019-11-13", "2019-11-20")]
    [InlineData("2019-01-01", "2020-06-30")]
    [InlineData("2004-09-01", "2011-01-21")]
    [InlineData("1890-01-01", "2026-12-31")]
    public void Times_have_some_ticks_in_order(string from, string to)
    {
        var scale = new TimeScale(DateOnly.Parse(from), DateOnly.Parse(to), left: 0, width: 1000);
        var ticks = scale.Ticks().ToList();
        ticks.Count.ShouldBeInRange(1, 12);
        ticks.Select(tick => tick.X).ShouldBeInOrder();
        scale.X(DateOnly.Parse(from)).ShouldBeGreaterThan(0);
        scale.X(DateOnly.Parse(to)).ShouldBeLessThan(1000);
    }
}
