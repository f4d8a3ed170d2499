using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold.Records;

/// <summary>The state of a record after some of its entries, with the one in force (docs/facts.md, R3 to R6).</summary>
/// <param name="First">The position of the first entry, withdrawn or not: the record's number.</param>
/// <param name="Newest">The position of the newest entry; 0 if there is none.</param>
/// <param name="InForce">The position of the entry in force: the first entry with the content that the newest confirms, or the retraction
/// of the record.</param>
/// <param name="Sequence">The feed's sequence of the newest entry that has one, among those with the same content as the entry in
/// force.</param>
/// <param name="Hash">The content of the report in force, as in <see cref="Entry"/>; null if the record is retracted, or has no
/// report.</param>
/// <param name="FirstHash">The content of the first report that is not withdrawn.</param>
/// <param name="Revised">True if the content of its reports differed.</param>
/// <param name="LastConfirmed">The position at which the content in force was last sent.</param>
/// <param name="HasReports">False if only retractions have arrived so far.</param>
internal sealed record RecordState(
    long First, long Newest, long InForce, string? Sequence, Guid? Hash, Guid? FirstHash, bool Revised, long LastConfirmed,
    bool HasReports)
{
    /// <summary>The earliest time of its entries, withdrawn or not.</summary>
    public DateTimeOffset Began { get; init; } = DateTimeOffset.MaxValue;

    public static RecordState Start(long first) => new(first, 0, 0, null, null, null, Revised: false, 0, HasReports: false);

    /// <summary>Folds all entries that are not withdrawn again, from the start.</summary>
    public RecordState Refold(IEnumerable<Entry> entries) => entries.Where(entry => entry.WithdrawnBy is null)
        .Aggregate(Start(First) with { Began = Began }, (record, entry) => record.Add(entry));

    /// <summary>Records the time of an entry that changes nothing else.</summary>
    public RecordState BegunBy(Entry entry) => this with { Began = Earlier(entry) };

    public RecordState Add(Entry entry)
    {
        var order = Newest == 0 ? 1 : FeedOrder.Compare(entry.Sequence, Sequence);
        if (entry.IsRetraction && order < 0) return BegunBy(entry);
        var began = Earlier(entry);
        if (entry.IsRetraction)
        {
            var sequence = Hash is null ? entry.Sequence ?? Sequence : entry.Sequence;
            return this with { Began = began, Newest = entry.Position, InForce = entry.Position, Sequence = sequence, Hash = null };
        }

        var (firstHash, revised) = (FirstHash ?? entry.Hash, Revised || (FirstHash is not null && FirstHash != entry.Hash));
        // A retraction that arrived before its target waits for one report, unless the feed's order shows that the report is a later one
        var isAwaited = Newest > 0 && !HasReports && (order <= 0 || entry.Sequence is null || Sequence is null);
        var isConfirmation = Hash == entry.Hash;
        var (isNewest, isInForce) = (!isAwaited && order >= 0, !isAwaited && order >= 0 && !isConfirmation);
        return this with
        {
            Began = began,
            HasReports = true,
            FirstHash = firstHash,
            Revised = revised,
            Newest = isNewest ? entry.Position : Newest,
            InForce = isInForce ? entry.Position : InForce,
            Sequence = isInForce ? entry.Sequence : isNewest ? entry.Sequence ?? Sequence : Sequence,
            Hash = isInForce ? entry.Hash : Hash,
            LastConfirmed = isInForce || (isConfirmation && !isAwaited) ? entry.Position : LastConfirmed,
        };
    }

    private DateTimeOffset Earlier(Entry entry) => entry.Time < Began ? entry.Time : Began;
}
