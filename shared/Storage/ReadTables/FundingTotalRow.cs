namespace EventPlatform.Storage.ReadTables;

/// <summary>A current total of announced and completed rounds.</summary>
/// <param name="Dimension">company, year, quarter, round, country, investor or investor-country.</param>
/// <param name="Currency">Empty for rounds whose amount is undisclosed.</param>
public sealed record FundingTotalRow(string Dimension, string Key, string Currency, decimal Amount, long Rounds)
{
    public static readonly Table<FundingTotalRow> Table = new("funding_totals", "dimension, key, currency",
        new Index("funding_totals_by_amount", "(dimension, currency, amount desc, key)"));
}
