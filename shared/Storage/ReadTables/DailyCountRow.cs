namespace EventPlatform.Storage.ReadTables;

/// <summary>What came on a day.</summary>
/// <param name="Dimension">type or source.</param>
/// <param name="Key">Report type, or CloudEvents source.</param>
/// <param name="Day">In UTC, by when the log took the reports.</param>
/// <param name="Reports">Reports of the day.</param>
/// <param name="Facts">Facts that became known on the day, less those that were retracted. A source counts the facts that it came to
/// support, less those that it supports no longer.</param>
public sealed record DailyCountRow(
    [property: Ordinal] string Dimension, [property: Ordinal] string Key, [property: Type("date")] int Day, long Reports, long Facts)
{
    public static readonly Table<DailyCountRow> Table = new("daily_counts", "dimension, key, day");
}
