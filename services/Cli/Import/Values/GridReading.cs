using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace EventPlatform.Cli.Import.Values;

/// <summary>One coordinate in degrees, of an easting and a northing on the British National Grid with a blank between them.</summary>
internal sealed record GridReading(bool IsLatitude) : IReading
{
    public string Expected => "an easting and a northing in metres on the British National Grid";

    public bool TryRead(string text, [NotNullWhen(true)] out string? read)
    {
        read = null;
        if (text.Split(' ') is not [var e, var n] || Metres(e) is not { } easting || Metres(n) is not { } northing) return false;
        if (BritishGrid.ToWgs84(easting, northing) is not { } place) return false;
        read = (IsLatitude ? place.Latitude : place.Longitude).ToString("0.######", CultureInfo.InvariantCulture);
        return true;
    }

    private static double? Metres(string text) => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var metres) ? metres : null;
}
