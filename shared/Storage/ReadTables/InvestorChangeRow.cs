namespace EventPlatform.Storage.ReadTables;

/// <summary>
/// A change of an investor's totals, caused by a change of a round at a position. The sum up to a position is what was known there.
/// </summary>
/// <param name="Minor">The amount in units of 0.0001.</param>
/// <param name="Amount">Replaces <paramref name="Minor"/> if the amount does not fit there. Both are null if the amount is
/// undisclosed.</param>
public sealed record InvestorChangeRow(
    string Investor, string? Currency, [property: Type("date")] int Latest, int Rounds, long Position, long? Minor, decimal? Amount)
{
    public static readonly Table<InvestorChangeRow> Table = new("investor_changes", key: null,
        new Index("investor_changes_by_investor", "(currency, investor) include (latest, rounds, position, minor, amount)"));
}
