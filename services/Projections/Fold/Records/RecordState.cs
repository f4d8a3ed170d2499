using System.Globalization;
using System.Numerics;
using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold.Records;

/// <summary>One report within its record.</summary>
/// <param name="Time">See <see cref="Statement"/>.</param>
/// <param name="Hash">Its content; null where it retracts the whole record.</param>
/// <param name="Data">Null where it is not loaded.</param>
/// <param name="WithdrawnBy">Position of the report that retracted this one by id.</param>
internal sealed record Entry(long Position, DateTimeOffset Time, string? Sequence, string? Hash, ReportData? Data, long? WithdrawnBy = null)
{
    public bool IsRetraction => Hash is null;
}

/// <summary>A record after some of its reports: which one counts.</summary>
/// <param name="First">Position of the first of them, withdrawn or not: the record's number.</param>
/// <param name="Newest">Position of the newest; 0 where there is none.</param>
/// <param name="Said">Position of the report that counts: the first that said what the newest confirms; of the retraction where it is retracted.</param>
/// <param name="Sequence">The feed's sequence of the newest that has one, among those that say what counts.</param>
/// <param name="Hash">Content of the one that counts; null where the record is retracted, or has no report.</param>
/// <param name="FirstHash">Content of the first report that is not withdrawn.</param>
/// <param name="Revised">True where its reports did not all say the same.</param>
/// <param name="LastConfirmed">Position at which that content was last sent.</param>
/// <param name="HasReports">False where only retractions came yet.</param>
internal sealed record RecordState(
    long First, long Newest, long Said, string? Sequence, string? Hash, string? FirstHash, bool Revised, long LastConfirmed, bool HasReports)
{
    /// <summary>The earliest time of its entries, withdrawn or not.</summary>
    public DateTimeOffset Began { get; init; } = DateTimeOffset.MaxValue;

    public static RecordState Start(long first) => new(first, 0, 0, null, null, null, Revised: false, 0, HasReports: false);

    /// <summary>Without its withdrawn reports.</summary>
    public RecordState Refold(IEnumerable<Entry> entries) => entries.Where(entry => entry.WithdrawnBy is null)
        .Aggregate(Start(First) with { Began = Began }, (record, entry) => record.Add(entry));

    public RecordState BegunBy(Entry entry) => entry.Time < Began ? this with { Began = entry.Time } : this;

    public RecordState Add(Entry entry)
    {
        var order = Newest == 0 ? 1 : Compare(entry.Sequence, Sequence);
        if (entry.IsRetraction && order < 0) return this;
        if (entry.IsRetraction) return this with { Newest = entry.Position, Said = entry.Position, Sequence = Hash is null ? entry.Sequence ?? Sequence : entry.Sequence, Hash = null };

        var next = this with { HasReports = true, FirstHash = FirstHash ?? entry.Hash, Revised = Revised || (FirstHash is not null && FirstHash != entry.Hash) };
        // A retraction that came before its target waits for it: one report, unless the feed's own order says that it is a later one
        var isAwaited = Newest > 0 && !HasReports && (order <= 0 || entry.Sequence is null || Sequence is null);
        var isConfirmation = Hash == entry.Hash;
        return (isAwaited, order >= 0, isConfirmation) switch
        {
            (true, _, _) => next,
            (_, true, true) => next with { Newest = entry.Position, Sequence = entry.Sequence ?? Sequence, LastConfirmed = entry.Position },
            (_, true, false) => next with { Newest = entry.Position, Said = entry.Position, Sequence = entry.Sequence, Hash = entry.Hash, LastConfirmed = entry.Position },
            (_, false, true) => next with { LastConfirmed = entry.Position },
            _ => next,
        };
    }

    /// <summary>The feed's order where both have a sequence (numbers as numbers, else text as CloudEvents has it); else what came later is newer.</summary>
    public static int Compare(string? sequence, string? earlier) => (sequence, earlier) switch
    {
        (null, _) or (_, null) => 1,
        _ when Number(sequence) is { } a && Number(earlier) is { } b => a.CompareTo(b),
        _ => string.CompareOrdinal(sequence, earlier),
    };

    private static BigInteger? Number(string text) =>
        BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
