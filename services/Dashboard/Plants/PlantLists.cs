using EventPlatform.Dashboard.Companies;
using EventPlatform.Dashboard.Display;

namespace EventPlatform.Dashboard.Plants;

public sealed record PlantList(IReadOnlyList<Plant> Items, long Position, IReadOnlyList<Attribution> Attributions, string? Next);

/// <param name="Total">The plants of all lines.</param>
public sealed record PlantCounts(string GroupBy, IReadOnlyList<PlantCount> Items, long Total);

public sealed record PlantCount(string? Key, string? Name, long Plants);

/// <param name="Unknown">Plants whose capacity is not known.</param>
public sealed record PlantCapacities(string GroupBy, IReadOnlyList<PlantCapacity> Items, long Unknown);

public sealed record PlantCapacity(string? Key, string? Name, string Unit, decimal Capacity, long Plants);

/// <summary>How many plants there are in each cell of a grid.</summary>
public sealed record PlantCells(decimal Cell, IReadOnlyList<PlantCell> Items, long WithoutCoordinates, string? Next);

/// <param name="FactId">The fact of the plant, if the cell has exactly one.</param>
public sealed record PlantCell(double Lat, double Lon, long Plants, string Status, bool IsApproximate, Guid? FactId, string? Plant);
