namespace EventPlatform.Storage.ReadTables;

/// <summary>The number of reports and facts of a day.</summary>
/// <param name="Dimension"><c>type</c> or <c>source</c>.</param>
/// <param name="Key">Report type, or CloudEvents source.</param>
/// <param name="Day">The day in UTC on which the log recorded the reports.</param>
/// <param name="Reports">The number of reports of the day.</param>
/// <param name="Facts">The number of facts that became known on the day, less those that were retracted. For a source: the number of facts
/// that it began to support, less those that it no longer supports.</param>
public sealed record DailyCountRow(
    [property: Ordinal] string Dimension, [property: Ordinal] string Key, [property: Type("date")] int Day, long Reports, long Facts)
{
    public static readonly Table<DailyCountRow> Table = new("daily_counts", "dimension, key, day");
}
