namespace EventPlatform.Storage.ReadTables;

/// <summary>
/// A record: what one feed reports about one thing. Other records find it by bucket, earliest, latest and wide. Wide columns come first, to
/// avoid padding between columns.
/// </summary>
/// <param name="First">The position of the first report.</param>
/// <param name="FactId">The fact that the record belongs to; null if the record says nothing.</param>
/// <param name="Newest">The position of the newest report.</param>
/// <param name="InForce">The position of the report in force: the first with the current content.</param>
/// <param name="Sequence">The feed's sequence of the newest report that has one.</param>
/// <param name="Hash">128 bits of the content hash of the report in force; null if the record says nothing, because it is retracted or
/// has no reports.</param>
/// <param name="FirstHash">The same for the first report that is not withdrawn; null if it equals <paramref name="Hash"/>.</param>
/// <param name="Revised">True if the content of its reports differed.</param>
/// <param name="LastConfirmed">The position at which the content in force was last sent.</param>
/// <param name="HasReports">False if only retractions have arrived so far.</param>
/// <param name="Began">The earliest time of its reports.</param>
/// <param name="Bucket">A hash of everything that must be equal in records that match.</param>
/// <param name="Earliest">The first day of its date.</param>
/// <param name="Latest">The last day of its date.</param>
/// <param name="Wide">True if its date is too imprecise to search for the record by days.</param>
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
