using EventPlatform.Dashboard.Plants.Map;

namespace EventPlatform.UnitTests.Dashboard;

/// <summary>The expected values come from d3, which draws the land.</summary>
public sealed class Places_on_the_map
{
    [Theory]
    [InlineData(0, 0, 500.000, 243.358)]
    [InlineData(121.77, 30.87, 815.121, 130.818)]
    [InlineData(-74, 40.7, 318.619, 98.004)]
    [InlineData(151.2, -33.9, 885.468, 366.252)]
    [InlineData(-180, 90, 203.767, 0.000)]
    [InlineData(18.4, -33.9, 546.909, 366.252)]
    public void Are_where_the_land_is(double lon, double lat, double x, double y)
    {
        var place = EqualEarth.Place(lon, lat);
        place.X.ShouldBe(x, 0.01);
        place.Y.ShouldBe(y, 0.01);
    }
}
