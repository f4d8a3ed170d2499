namespace EventPlatform.UnitTests.Oracle;

/// <summary>What counts of a record after some of its entries.</summary>
/// <param name="Entry">The report or retraction that counts; null before the first.</param>
/// <param name="Sequence">That it goes by: its own, or that of the newest entry that confirmed it with one.</param>
/// <param name="HasReport">Whether there was a report among the entries.</param>
/// <param name="InOrder">All entries, each that was older than what counted before the first that its sequence is earlier than.</param>
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
        // A retraction that came before any report of its record waits for one
        var isAwaited = Entry!.IsRetraction && !HasReport && !next.IsRetraction;
        return isAwaited ? order > 0 : order is null or >= 0;
    }
}
