using EventPlatform.Dashboard.Display;

namespace EventPlatform.Dashboard.Shipments;

/// <summary>Total units shipped. A line has one basis.</summary>
public sealed record ShipmentTotals(
    string GroupBy, IReadOnlyList<ShipmentTotal> Items, long Position, IReadOnlyList<Attribution> Attributions, string? Next);

public sealed record ShipmentTotal(string? Key, string? Name, string? Company, string Basis, decimal Units, long Series);

/// <summary>The shipments of a company over time.</summary>
public sealed record SeriesList(
    string Company, IReadOnlyList<Series> Items, long Position, IReadOnlyList<Attribution> Attributions, string? Next);

public sealed record Series(
    string Product, string? Region, string Basis, IReadOnlyList<SeriesPoint> Points, IReadOnlyList<Contradiction> Contradictions,
    IReadOnlyList<Guid> NotAdded);

/// <param name="IsAnchor">True if a source reports this total; false if it is the last such total plus what was added since.</param>
public sealed record SeriesPoint(DateOnly Day, decimal Units, bool IsAnchor, IReadOnlyList<Guid> FactIds);

/// <param name="Kind"><c>falls</c> or <c>differs</c>.</param>
public sealed record Contradiction(
    string Kind, DateOnly From, DateOnly To, decimal Difference, decimal Increments, IReadOnlyList<Guid> FactIds);
