using System.Globalization;
using System.Numerics;
using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold;

/// <summary>One report within its record.</summary>
/// <param name="Hash">Its content; null where it retracts the whole record.</param>
/// <param name="Data">Null where it is not loaded.</param>
/// <param name="WithdrawnBy">Position of the report that retracted this one by id.</param>
internal sealed record Entry(long Position, string? Sequence, string? Hash, ReportData? Data, long? WithdrawnBy = null)
{
    public bool IsRetraction => Hash is null;
}

/// <summary>A record after some of its reports: which one counts.</summary>
/// <param name="First">Position of the first of them, withdrawn or not: the record's number.</param>
/// <param name="Newest">Position of the one that counts; 0 where there is none.</param>
/// <param name="Sequence">The feed's sequence of that one.</param>
/// <param name="Hash">Its content; null where the record is retracted, or has no report.</param>
/// <param name="LastConfirmed">Position at which that content was last sent.</param>
/// <param name="HasReports">False where only retractions came yet.</param>
internal sealed record RecordState(long First, Guid FactId, long Newest, string? Sequence, string? Hash, long LastConfirmed, bool HasReports)
{
    public static RecordState Start(RecordId id, long first) => new(first, id.FactId(), 0, null, null, 0, HasReports: false);

    /// <summary>Without its withdrawn reports.</summary>
    public RecordState Refold(IEnumerable<Entry> entries) => entries.Where(entry => entry.WithdrawnBy is null)
        .Aggregate(this with { Newest = 0, Sequence = null, Hash = null, LastConfirmed = 0, HasReports = false }, (record, entry) => record.Add(entry));

    public RecordState Add(Entry entry)
    {
        var order = Newest == 0 ? 1 : Compare(entry.Sequence, Sequence);
        if (entry.IsRetraction) return order >= 0 ? this with { Newest = entry.Position, Sequence = entry.Sequence, Hash = null } : this;

        // A retraction that came before its target waits for it: one report, unless the feed's own order says that it is a later one
        var isAwaited = Newest > 0 && !HasReports && (order <= 0 || entry.Sequence is null || Sequence is null);
        var isConfirmation = Hash == entry.Hash;
        return (isAwaited, order >= 0, isConfirmation) switch
        {
            (true, _, _) => this with { HasReports = true },
            (_, true, _) => this with { Newest = entry.Position, Sequence = entry.Sequence, Hash = entry.Hash, LastConfirmed = entry.Position, HasReports = true },
            (_, false, true) => this with { LastConfirmed = entry.Position },
            _ => this,
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
