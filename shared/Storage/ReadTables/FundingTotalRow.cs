namespace EventPlatform.Storage.ReadTables;

/// <summary>A current total of announced and completed rounds.</summary>
/// <param name="Dimension"><c>company</c>, <c>year</c>, <c>quarter</c>, <c>round</c>, <c>country</c>, <c>investor</c> or
/// <c>investor-country</c>.</param>
/// <param name="Currency">Empty for rounds with an undisclosed amount.</param>
public sealed record FundingTotalRow(string Dimension, string Key, string Currency, decimal Amount, long Rounds)
{
    public static readonly Table<FundingTotalRow> Table = new("funding_totals", "dimension, key, currency",
        new Index("funding_totals_by_amount", "(dimension, currency, amount desc, key)"));
}
