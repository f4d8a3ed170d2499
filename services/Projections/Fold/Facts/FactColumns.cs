namespace EventPlatform.Projections.Fold.Facts;

/// <summary>
/// The parts of a fact's data that have columns of their own, so that SQL can query them. A column is null if the type has no
/// such part.
/// </summary>
/// <param name="Product">The product by its words, so that different spellings are equal.</param>
/// <param name="ProductName">The product as it is spelt. It has no column here, but is in a table of products.</param>
/// <param name="Basis">The basis on which shipped units are counted.</param>
/// <param name="Measure">How these units add up. Null for milestones and planned units, which no series counts.</param>
/// <param name="Quantity">The number of these units, or the capacity of a plant.</param>
/// <param name="Unit">The unit of a capacity.</param>
/// <param name="Lat">The latitude of a plant.</param>
/// <param name="Lon">The longitude of a plant.</param>
internal readonly record struct FactColumns(
    string? Country, string? Round, string? Product, string? ProductName, string? Region, string? Technology, string? Basis,
    string? Measure, decimal? Quantity, string? Unit, decimal? Lat, decimal? Lon)
{
    /// <summary>The largest counted quantity, so that no sum is too large for an answer (docs/facts.md, R50).</summary>
    private const decimal Most = 1_000_000_000_000_000;

    /// <summary>Returns the part of a quantity that counts.</summary>
    public static decimal? Counted(decimal? quantity) => quantity is > Most ? Most : quantity;
}

/// <summary>The key of one row of the totals.</summary>
/// <param name="Dimension"><c>company</c>, <c>year</c>, <c>quarter</c>, <c>round</c>, <c>country</c>, <c>investor</c> or
/// <c>investor-country</c>.</param>
/// <param name="Currency">The ISO 4217 code; empty for rounds with an undisclosed amount, which are only counted.</param>
internal readonly record struct TotalKey(string Dimension, string Key, string Currency);

internal readonly record struct TotalDelta(decimal Amount, long Rounds)
{
    public static TotalDelta operator +(TotalDelta one, TotalDelta other) => new(one.Amount + other.Amount, one.Rounds + other.Rounds);
}
