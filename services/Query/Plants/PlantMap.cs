using System.Text.Json.Serialization;

namespace EventPlatform.Query.Plants;

/// <summary>Plants as GeoJSON (RFC 7946): a point for each that has coordinates.</summary>
internal static class PlantMap
{
    public const string MediaType = "application/geo+json";

    public const string Example =
        """
        {"type":"FeatureCollection","features":[{"type":"Feature","id":"9b2d194e-dd04-8eff-ac34-2346fdfed0f5",
          "geometry":{"type":"Point","coordinates":[121.77,30.87]},"properties":{"plant":"Gigafactory 3","owner":"tesla","status":"producing",
          "country":"CN","approximate":false}}],"withoutCoordinates":0,"position":11,"attributions":[]}
        """;

    public static PlantFeatures Of(PlantsPage page, long withoutCoordinates) => new(
        [.. page.Items.Where(plant => plant.Location.Lat is not null).Select(plant => new PlantFeature(
            plant.FactId, new Point([plant.Location.Lon!.Value, plant.Location.Lat!.Value]),
            new PlantProperties(
                plant.Plant, plant.Owner, plant.Status, plant.On?.Date, plant.Location.Country, plant.Location.City, plant.Technology,
                plant.Capacity?.Value, plant.Capacity?.Unit, plant.Location.Approximate ?? false)))],
        withoutCoordinates, page.Position, page.Attributions, page.Next);
}

/// <param name="WithoutCoordinates">Plants of all pages without coordinates. <c>bbox</c> does not restrict this number.</param>
internal sealed record PlantFeatures(
    IReadOnlyList<PlantFeature> Features, long WithoutCoordinates, long Position, IReadOnlyList<Attribution> Attributions, string? Next)
{
    [JsonPropertyOrder(-1)] public string Type => "FeatureCollection";
}

internal sealed record PlantFeature(Guid Id, Point Geometry, PlantProperties Properties)
{
    [JsonPropertyOrder(-1)] public string Type => "Feature";
}

/// <param name="Coordinates">Longitude and latitude.</param>
internal sealed record Point(IReadOnlyList<decimal> Coordinates)
{
    [JsonPropertyOrder(-1)] public string Type => "Point";
}

/// <param name="Approximate">True if the coordinates are approximate.</param>
internal sealed record PlantProperties(
    string Plant, string? Owner, string Status, string? On, string Country, string? City, string? Technology, decimal? Capacity,
    string? CapacityUnit, bool Approximate);
