namespace EventPlatform.Dashboard.Plants;

/// <summary>Which plants a page is of, from its address.</summary>
public sealed record PlantFilter(string? Country, string? Technology, string? Owner, string? Status, string? Year, string? Box)
{
    public const string BoxName = "bbox";

    public static PlantFilter Of(IQueryCollection query)
    {
        return new(Text("country")?.ToUpperInvariant(), Text("technology"), Text("owner"), Text("status"), Text("year"), Text(BoxName));

        string? Text(string name) => query[name].ToString() is { Length: > 0 } text ? text.Trim() : null;
    }

    public IEnumerable<(string Name, object? Value)> Parameters =>
        [("country", Country), ("technology", Technology), ("owner", Owner), ("status", Status), ("year", Year)];

    /// <summary>West, south, east and north; null if all of the world is asked for.</summary>
    public IReadOnlyList<double>? Sides => Box?.Split(',').Select(part => double.TryParse(part, out var side) ? side : 0).ToList() is [_, _, _, _] sides
        ? sides
        : null;

    /// <summary>Sides of the cells of a map: a fortieth of what it shows.</summary>
    public double Cell => Sides is { } sides ? Math.Clamp(Math.Round((sides[2] - sides[0]) / 40, 2), 0.01, 30) : 4;
}
