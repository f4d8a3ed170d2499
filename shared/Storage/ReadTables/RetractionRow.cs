namespace EventPlatform.Storage.ReadTables;

/// <summary>A retraction by id.</summary>
/// <param name="InEffect">Also true if only its target is missing.</param>
public sealed record RetractionRow(string Source, string Id, string TargetId, long Position, bool InEffect)
{
    public static readonly Table<RetractionRow> Table = new("retractions", "source, id",
        new Index("retractions_by_target", "(source, target_id)", IsOfReaders: false));
}
