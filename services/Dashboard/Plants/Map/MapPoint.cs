namespace EventPlatform.Dashboard.Plants.Map;

/// <summary>A dot of a map: one plant, or those of a cell.</summary>
/// <param name="Size">Relative to the largest dot; its area shows it.</param>
/// <param name="IsApproximate">Is near the place only: drawn hollow.</param>
/// <param name="Text">What a reader is told of it.</param>
public sealed record MapPoint(double Lon, double Lat, decimal Size, string Status, bool IsApproximate, string Text, string Href);
