using System.Globalization;
using EventPlatform.Cli.Import.Values;

namespace EventPlatform.UnitTests.Import;

public sealed class Places
{
    // The Ordnance Survey's test points for the transformation between ETRS89 and the National Grid (OSTN15)
    [Theory]
    [InlineData(91492.146, 11318.804, 49.92226393730, -6.29977752014)]
    [InlineData(170370.718, 11572.405, 49.96006137820, -5.20304609998)]
    [InlineData(250359.811, 62016.569, 50.43885825610, -4.10864563561)]
    [InlineData(449816.371, 75335.861, 50.57563665000, -1.29782277240)]
    [InlineData(438710.920, 114792.250, 50.93127937910, -1.45051433700)]
    [InlineData(292184.870, 168003.465, 51.40078220140, -3.55128349240)]
    public void Of_the_British_grid_are_right_within_five_metres(double easting, double northing, double latitude, double longitude)
    {
        var (lat, lon) = BritishGrid.ToWgs84(easting, northing).ShouldNotBeNull();

        var north = (lat - latitude) * 111_200;
        var east = (lon - longitude) * 111_200 * Math.Cos(latitude * Math.PI / 180);
        Math.Sqrt(north * north + east * east).ShouldBeLessThan(5);
    }

    [Theory]
    [InlineData("british-grid-latitude", "651410 313177", 52.6579, 52.6580)]
    [InlineData("british-grid-longitude", "651410.0 313177.0", 1.7160, 1.7161)]
    [InlineData("latitude", "51.5, -0.12", 51.5, 51.5)]
    [InlineData("longitude", "51.5 -0.12", -0.12, -0.12)]
    public void Are_read_from_both_numbers(string reading, string text, double from, double to)
    {
        PlaceReading.Named[reading].TryRead(text, out var read).ShouldBeTrue();
        double.Parse(read!, CultureInfo.InvariantCulture).ShouldBeInRange(from, to);
    }

    [Theory]
    [InlineData("latitude", "425.2461 -75.2774")]
    [InlineData("longitude", "425.2461 -75.2774")]
    [InlineData("longitude", "42.5")]
    [InlineData("british-grid-latitude", "148199506.0 519821.5164")]
    [InlineData("british-grid-longitude", "468935x 112233")]
    public void That_are_nowhere_are_none(string reading, string text) => PlaceReading.Named[reading].TryRead(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("USA", "US")]
    [InlineData("gb", "GB")]
    [InlineData("uk", "GB")]
    [InlineData("South Korea", "KR")]
    [InlineData("united arab emirates", "AE")]
    [InlineData("Kosovo", "XK")]
    [InlineData("ROM", "RO")]
    [InlineData("zar", "CD")]
    [InlineData("Zaire", "CD")]
    [InlineData("TMP", "TL")]
    [InlineData("BUR", "MM")]
    [InlineData("DDR", "DE")]
    [InlineData("East Germany", "DE")]
    [InlineData("Atlantis", null)]
    [InlineData("YUG", null)]
    [InlineData("CSK", null)]
    [InlineData("SUN", null)]
    public void Are_in_countries(string text, string? code) =>
        (new CountryReading().TryRead(text, out var read) ? read : null).ShouldBe(code);

    [Theory]
    [InlineData("CSK", "is not one country: it ended in 1993: now CZ or SK")]
    [InlineData("Soviet Union", "is not one country: it ended in 1991")]
    [InlineData("Atlantis", "is not a country's ISO 3166-1 code or English name")]
    public void Former_countries_are_refused_with_the_reason(string text, string why) =>
        ((IReading)new CountryReading()).Problem(text).ShouldStartWith(why);
}
