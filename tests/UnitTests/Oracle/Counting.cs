namespace EventPlatform.UnitTests.Oracle;

/// <summary>The entry in force of a record after some of its entries.</summary>
/// <param name="Entry">The report or retraction in force; null before the first.</param>
/// <param name="Sequence">Its own sequence, or that of the newest entry with a sequence that confirmed it.</param>
/// <param name="HasReport">True if the entries include a report.</param>
/// <param name="InOrder">All entries. An entry older than the one in force stands before the first entry with a later sequence.</param>
internal sealed record Counting(Entry? Entry, string? Sequence, bool HasReport, IReadOnlyList<Entry> InOrder)
{
    public static Counting After(IEnumerable<Entry> entries) =>
        entries.Aggregate(new Counting(null, null, false, []), (counting, entry) => counting.Then(entry));

    private Counting Then(Entry next) => (this with { HasReport = HasReport || !next.IsRetraction }) switch
    {
        var after when Entry is null => after with { Entry = next, Sequence = next.Report.Sequence, InOrder = [next] },
        var after when !IsNewer(next) => after with
        {
            InOrder = [.. InOrder.TakeWhile(other => !IsLater(other, next)), next, .. InOrder.SkipWhile(other => !IsLater(other, next))]
        },
        var after when next.SaysTheSameAs(Entry!) => after with { Sequence = next.Report.Sequence ?? Sequence },
        var after => after with { Entry = next, Sequence = next.Report.Sequence, InOrder = [.. InOrder, next] },
    };

    private static bool IsLater(Entry one, Entry than) =>
        one.Report.Sequence is { } its && than.Report.Sequence is { } other && Entry.Compare(its, other) > 0;

    private bool IsNewer(Entry next)
    {
        var order = Sequence is { } own && next.Report.Sequence is { } its ? Entry.Compare(its, own) : (int?)null;
        // A retraction that arrives before any report of its record waits for one
        var isAwaited = Entry!.IsRetraction && !HasReport && !next.IsRetraction;
        return isAwaited ? order > 0 : order is null or >= 0;
    }
}
