namespace EventPlatform.Storage.ReadTables;

/// <summary>
/// What one feed says about one thing. Other records look for it by bucket, earliest, latest and wide. Wide columns come first, so that no
/// space between them is lost.
/// </summary>
/// <param name="First">Position of its first report.</param>
/// <param name="FactId">The fact that it belongs to; null if it says nothing.</param>
/// <param name="Newest">Position of its newest report.</param>
/// <param name="InForce">Position of the report in force: the first that said what the record says now.</param>
/// <param name="Sequence">The feed's sequence of the newest report that has one.</param>
/// <param name="Hash">128 bits of the content hash of the report in force; null if the record says nothing: it is retracted, or has no
/// reports.</param>
/// <param name="FirstHash">The same of its first report that is not withdrawn; null if it is equal to <paramref name="Hash"/>.</param>
/// <param name="Revised">True if its reports did not all say the same.</param>
/// <param name="LastConfirmed">Position at which the content in force was last sent.</param>
/// <param name="HasReports">False if only retractions came yet.</param>
/// <param name="Began">The earliest time of its reports.</param>
/// <param name="Bucket">A hash of all that has to be equal in records that match.</param>
/// <param name="Earliest">First day of its date.</param>
/// <param name="Latest">Last day of its date.</param>
/// <param name="Wide">True if its date says little: it is not looked for by its days.</param>
public sealed record RecordRow(
    long First, long Newest, long InForce, long LastConfirmed, DateTimeOffset Began, long? Bucket,
    [property: Type("date")] int? Earliest, [property: Type("date")] int? Latest, Guid? FactId, Guid? Hash, Guid? FirstHash,
    bool Revised, bool HasReports, bool? Wide, string Source, [property: Ordinal] string Record, string? Sequence)
{
    public static readonly Table<RecordRow> Table = new("records", "source, record",
        new("records_by_fact", "(fact_id)", IsOfReaders: false),
        new("records_by_bucket", "(bucket, source) where bucket is not null", IsOfReaders: false),
        new("records_by_date", "(bucket, earliest) where not wide", IsOfReaders: false),
        new("records_wide", "(bucket) where wide", IsOfReaders: false));
}
