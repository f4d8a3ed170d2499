namespace EventPlatform.Dashboard.Plants.Map;

/// <summary>A mark on a map: one plant, or the plants of a cell.</summary>
/// <param name="Size">What the area of the mark shows, relative to the largest mark.</param>
/// <param name="IsApproximate">True if the place is approximate. The mark is then hollow.</param>
/// <param name="Text">The text for readers.</param>
public sealed record MapPoint(double Lon, double Lat, decimal Size, string Status, bool IsApproximate, string Text, string Href);
