using EventPlatform.Projections.Fold.Facts;
using EventPlatform.Storage.ReadTables;

namespace EventPlatform.Projections.ReadModels;

/// <summary>Converts funding totals to rows.</summary>
internal static class TotalRows
{
    public static List<FundingTotalRow> Of(IReadOnlyDictionary<TotalKey, TotalDelta> totals) =>
        [.. totals.Where(total => total.Value != default)
            .Select(total => new FundingTotalRow(
                total.Key.Dimension, total.Key.Key, total.Key.Currency, total.Value.Amount, total.Value.Rounds))];
}
