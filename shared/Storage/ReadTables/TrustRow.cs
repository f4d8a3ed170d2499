namespace EventPlatform.Storage.ReadTables;

/// <summary>The trust of a feed, from its last declaration.</summary>
public sealed record TrustRow(string Feed, string SourcePrefix, int Trust, long Position)
{
    public static readonly Table<TrustRow> Table = new("trusts", "feed");
}
