namespace EventPlatform.Storage.ReadTables;

/// <summary>A report of a record.</summary>
/// <param name="First">The position of the record's first report.</param>
/// <param name="Hash">128 bits of the content hash; null if the report retracts the record.</param>
/// <param name="WithdrawnBy">The position of the report that retracted this one by id.</param>
public sealed record RecordEntryRow(long First, long Position, string? Sequence, Guid? Hash, long? WithdrawnBy)
{
    public static readonly Table<RecordEntryRow> Table = new("record_entries", "first, position");
}
