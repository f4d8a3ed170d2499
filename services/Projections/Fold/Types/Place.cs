using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold.Types;

/// <summary>Decides whether two plants are in one place (docs/facts.md, R27).</summary>
internal static class Place
{
    private const double EarthRadius = 6_371_008.8;
    private const int SamePlace = 5_000;

    public static bool IsNear(int metres) => metres <= SamePlace;

    /// <summary>Returns the great-circle distance in metres, the same on every machine; null if one has no coordinates.</summary>
    public static int? MetresBetween(Location one, Location other)
    {
        if (one is not { Lat: { } lat, Lon: { } lon } || other is not { Lat: { } otherLat, Lon: { } otherLon }) return null;
        var (a, b) = (Radians(lat), Radians(otherLat));
        var h = Math.Pow(Math.Sin((b - a) / 2), 2) + Math.Cos(a) * Math.Cos(b) * Math.Pow(Math.Sin(Radians(otherLon - lon) / 2), 2);
        return (int)Math.Round(2 * EarthRadius * Math.Asin(Math.Min(1, Math.Sqrt(h))));
    }

    /// <summary>False only if both name a region or both name a city, and none of these names is the same.</summary>
    public static bool MayBeOneByName(Location one, Location other)
    {
        (string? One, string? Other)[] names = [(one.Region, other.Region), (one.City, other.City)];
        var both = names.Where(name => name is { One: not null, Other: not null }).ToList();
        return both.Count == 0 || both.Exists(name => NormalisedName.Of(name.One!) == NormalisedName.Of(name.Other!));
    }

    private static double Radians(decimal degrees) => (double)degrees * Math.PI / 180;
}
