namespace EventPlatform.Projections.Fold.Facts;

/// <summary>
/// Parts of a fact's data that the table has in columns of their own, so that SQL can ask for them. A column is null if the type has no
/// such part.
/// </summary>
/// <param name="Product">By its words, so that spellings are one.</param>
/// <param name="ProductName">The product as it is spelt. It has no column: a table of products has it.</param>
/// <param name="Basis">What was counted of units that left.</param>
/// <param name="Measure">How such units add up. Null for milestones and for what is planned: no series counts them.</param>
/// <param name="Quantity">Such units, or the capacity of a plant.</param>
/// <param name="Unit">Of a capacity.</param>
/// <param name="Lat">Where a plant is.</param>
/// <param name="Lon">Where a plant is.</param>
internal readonly record struct FactColumns(
    string? Country, string? Round, string? Product, string? ProductName, string? Region, string? Technology, string? Basis,
    string? Measure, decimal? Quantity, string? Unit, decimal? Lat, decimal? Lon)
{
    /// <summary>So no sum of quantities is too large for an answer (docs/facts.md, R50).</summary>
    private const decimal Most = 1_000_000_000_000_000;

    /// <summary>A quantity as it counts.</summary>
    public static decimal? Counted(decimal? quantity) => quantity is > Most ? Most : quantity;
}

/// <summary>One line of the totals.</summary>
/// <param name="Dimension">company, year, quarter, round, country, investor or investor-country.</param>
/// <param name="Currency">ISO 4217; empty for rounds whose amount is undisclosed, which are counted only.</param>
internal readonly record struct TotalKey(string Dimension, string Key, string Currency);

internal readonly record struct TotalDelta(decimal Amount, long Rounds)
{
    public static TotalDelta operator +(TotalDelta one, TotalDelta other) => new(one.Amount + other.Amount, one.Rounds + other.Rounds);
}
