namespace EventPlatform.Storage.ReadTables;

/// <summary>A group of records whose fold failed. Its facts do not change from this position on.</summary>
public sealed record ParkedRow(string GroupKey, string? Company, long Position, string Error)
{
    public static readonly Table<ParkedRow> Table = new("parked", "group_key");
}
