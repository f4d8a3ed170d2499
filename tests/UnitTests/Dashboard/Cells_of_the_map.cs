using EventPlatform.Dashboard.Plants;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace EventPlatform.UnitTests.Dashboard;

/// <summary>A page draws a limited number of cells, and any others would be missing from the map.</summary>
public sealed class Cells_of_the_map
{
    [Theory]
    [InlineData(-100, 30, -84, 46)]
    [InlineData(-12.2, 47, 4, 61)]
    [InlineData(-0.6, 51.2, 0.4, 51.8)]
    [InlineData(-180, 49, 180, 51)]
    [InlineData(170, -20, -60, 60)]
    [InlineData(2, 51, 2.3, 51.2)]
    public void Cover_any_part_of_it_by_some_hundreds(double west, double south, double east, double north)
    {
        var cell = Of($"{west},{south},{east},{north}");

        var columns = Math.Ceiling((east - west + (east < west ? 360 : 0)) / cell) + 1;
        var rows = Math.Ceiling((north - south) / cell) + 1;
        (columns * rows).ShouldBeInRange(100, PlantFilter.MostCells);
    }

    [Theory]
    [InlineData("1e308,x,NaN,4")]
    [InlineData("1,2")]
    [InlineData("-1e308,0,1e308,1e308")]
    [InlineData("")]
    public void Have_a_size_for_any_text(string box) => Of(box).ShouldBeInRange(0.01, 30);

    private static double Of(string box) =>
        PlantFilter.Of(new QueryCollection(new Dictionary<string, StringValues>(StringComparer.Ordinal) { ["bbox"] = box })).Cell;
}
