using EventPlatform.Projections.Fold.Page;
using EventPlatform.Storage.ReadTables;

namespace EventPlatform.Projections.ReadModels;

/// <summary>Converts daily counts to rows.</summary>
internal static class DailyRows
{
    public static List<DailyCountRow> Of(IReadOnlyDictionary<DailyKey, DailyDelta> counts) =>
        [.. counts.Where(count => count.Value != default).Select(count => new DailyCountRow(
            count.Key.Dimension, count.Key.Key, Day.Of(count.Key.Day), count.Value.Reports, count.Value.Facts))];
}
