namespace EventPlatform.Storage.ReadTables;

/// <summary>How far a feed is trusted: its last declaration.</summary>
public sealed record TrustRow(string Feed, string SourcePrefix, int Trust, long Position)
{
    public static readonly Table<TrustRow> Table = new("trusts", "feed");
}
