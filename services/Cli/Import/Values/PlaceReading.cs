using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace EventPlatform.Cli.Import.Values;

/// <summary>
/// One coordinate in degrees of a text with two: degrees north and east (<c>51.5, -0.1</c>), or an easting and a northing on the British National
/// Grid. Reading both for either keeps a place whole: one that is wrong leaves none.
/// </summary>
internal sealed record PlaceReading(bool IsGrid, bool IsLatitude) : IReading
{
    /// <summary>By the names that mappings use.</summary>
    public static readonly IReadOnlyDictionary<string, PlaceReading> Named = new Dictionary<string, PlaceReading>(StringComparer.Ordinal)
    {
        ["latitude"] = new(IsGrid: false, IsLatitude: true),
        ["longitude"] = new(IsGrid: false, IsLatitude: false),
        ["british-grid-latitude"] = new(IsGrid: true, IsLatitude: true),
        ["british-grid-longitude"] = new(IsGrid: true, IsLatitude: false),
    };

    public string Expected => IsGrid ? "an easting and a northing in metres on the British National Grid" : "a latitude and a longitude in degrees";

    public bool TryRead(string text, [NotNullWhen(true)] out string? read)
    {
        read = null;
        if (text.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries) is not [var one, var other] || Number(one) is not { } first || Number(other) is not { } second) return false;
        if (!IsGrid)
        {
            if (Math.Abs(first) <= 90 && Math.Abs(second) <= 180) read = (IsLatitude ? first : second).ToString(CultureInfo.InvariantCulture);
        }
        else if (BritishGrid.ToWgs84((double)first, (double)second) is { } place)
        {
            read = (IsLatitude ? place.Latitude : place.Longitude).ToString("0.######", CultureInfo.InvariantCulture);
        }

        return read is not null;
    }

    private static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
