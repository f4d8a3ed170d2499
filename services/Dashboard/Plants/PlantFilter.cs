using EventPlatform.Dashboard.Display;

namespace EventPlatform.Dashboard.Plants;

/// <summary>The filter of plants in the address of a page.</summary>
public sealed record PlantFilter(string? Country, string? Technology, string? Owner, string? Status, string? Year, string? Box)
{
    public const string BoxName = "bbox";
    public const double SmallestCell = 0.01;
    public const int MostCells = 600;

    public static PlantFilter Of(IQueryCollection query)
    {
        return new(CountryInput.CodeOf(Text("country")), Text("technology"), Text("owner"), Text("status"), Text("year"), Text(BoxName));

        string? Text(string name) => query[name].ToString() is { Length: > 0 } text ? text.Trim() : null;
    }

    public IEnumerable<(string Name, object? Value)> Parameters =>
        [("country", Country), ("technology", Technology), ("owner", Owner), ("status", Status), ("year", Year)];

    /// <summary>Length of the sides of the cells of the map, in degrees.</summary>
    public double Cell => Box?.Split(',').Select(Side).ToList() is [var west, var south, var east, var north]
        ? CellFor(east < west ? east - west + 360 : east - west, Math.Max(0, north - south))
        : 4;

    /// <summary>Returns the smallest cells that a page can still draw for a part of the map of this size, all in degrees.</summary>
    public static double CellFor(double width, double height)
    {
        // A part of a cell at each edge is a cell too: (width / cell + 2) * (height / cell + 2) = MostCells
        var (around, most) = (width + height, MostCells - 4);
        var cell = (around + Math.Sqrt(around * around + most * width * height)) / most;
        return Math.Clamp(Math.Ceiling(100 * cell) / 100, SmallestCell, 30);
    }

    /// <summary>Returns 0 for a text that is no number, because Query refuses it and explains why.</summary>
    private static double Side(string text) =>
        double.TryParse(text, out var side) && double.IsFinite(side) ? Math.Clamp(side, -180, 180) : 0;
}
