using System.Globalization;

namespace EventPlatform.Query.Plants;

/// <summary>A part of the map, as in GeoJSON. If its west is greater than its east, it crosses the antimeridian.</summary>
internal sealed record BoundingBox(decimal West, decimal South, decimal East, decimal North)
{
    public const string Expected = "must be west,south,east,north in degrees, such as 5.9,47.3,15.0,55.1";

    /// <summary>SQL condition on a fact <c>f</c>.</summary>
    public const string HasPoint = "(f.lat is not null)";

    public static BoundingBox? Read(string text)
    {
        var numbers = text.Split(',').Select(part =>
            decimal.TryParse(
                part, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? number
                : (decimal?)null).ToList();
        return numbers is [
            >= -180 and <= 180 and { } west, >= -90 and <= 90 and { } south, >= -180 and <= 180 and { } east,
            >= -90 and <= 90 and { } north]
            && south <= north ? new(west, south, east, north) : null;
    }

    /// <summary>Adds the condition that plants are within the box.</summary>
    public Conditions AddTo(Conditions conditions) => (West <= East
        ? conditions.Add("f.lon >= ?", West).Add("f.lon <= ?", East)
        : conditions.Add($"(f.lon >= {conditions.Parameter(West)} or f.lon <= {conditions.Parameter(East)})"))
        .Add("f.lat >= ?", South).Add("f.lat <= ?", North);
}
