namespace EventPlatform.UnitTests.Oracle;

/// <summary>What counts of a record after some of its entries.</summary>
/// <param name="Entry">The report or retraction that counts; null before the first.</param>
/// <param name="Sequence">That it goes by: its own, or that of the newest entry that confirmed it.</param>
/// <param name="HasReport">Whether there was a report among the entries.</param>
internal sealed record Counting(Entry? Entry, string? Sequence, bool HasReport)
{
    public static Counting After(IEnumerable<Entry> entries) => entries.Aggregate(new Counting(null, null, false), (counting, entry) => counting.Then(entry));

    private Counting Then(Entry next) => (this with { HasReport = HasReport || !next.IsRetraction }) switch
    {
        var after when Entry is null => after with { Entry = next, Sequence = next.Report.Sequence },
        var after when !IsNewer(next) => after,
        var after => after with { Entry = next.SaysTheSameAs(Entry!) ? Entry : next, Sequence = next.Report.Sequence },
    };

    private bool IsNewer(Entry next)
    {
        var order = Sequence is { } own && next.Report.Sequence is { } its ? Entry.Compare(its, own) : (int?)null;
        // A retraction that came before any report of its record waits for one
        var isAwaited = Entry!.IsRetraction && !HasReport && !next.IsRetraction;
        return isAwaited ? order > 0 : order is null or >= 0;
    }
}
