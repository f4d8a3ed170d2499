namespace EventPlatform.Storage.ReadTables;

/// <summary>
/// What a change of a round added to an investor's totals at a position. Their sum up to a position is what was known then.
/// </summary>
/// <param name="Minor">The amount in units of 0.0001.</param>
/// <param name="Amount">Takes the place of <paramref name="Minor"/> if that does not fit. Both are null if the amount is
/// undisclosed.</param>
public sealed record InvestorChangeRow(
    string Investor, string? Currency, [property: Type("date")] int Latest, int Rounds, long Position, long? Minor, decimal? Amount)
{
    public static readonly Table<InvestorChangeRow> Table = new("investor_changes", key: null,
        new Index("investor_changes_by_investor", "(currency, investor) include (latest, rounds, position, minor, amount)"));
}
