using EventPlatform.Contracts;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>What counts of a record after some of its entries.</summary>
/// <param name="Entry">The report or retraction that counts; null before the first.</param>
/// <param name="Sequence">That it goes by: its own, or that of the newest report that confirmed it.</param>
/// <param name="HasReport">Whether there was a report among the entries.</param>
/// <param name="Milestones">Of a plant, each status once.</param>
internal sealed record Counting(Entry? Entry, string? Sequence, bool HasReport, IReadOnlyList<Milestone> Milestones)
{
    public static Counting After(IEnumerable<Entry> entries) => entries.Aggregate(new Counting(null, null, false, []), (counting, entry) => counting.Then(entry));

    private Counting Then(Entry next) => (this with { HasReport = HasReport || !next.IsRetraction }) switch
    {
        var after when Entry is null || (IsNewer(next) && !next.SaysTheSameAs(Entry)) =>
            after with { Entry = next, Sequence = next.Report.Sequence, Milestones = MilestonesWith(next) },
        var after when IsNewer(next) => after with { Sequence = next.Report.Sequence ?? Sequence },
        var after => after,
    };

    private bool IsNewer(Entry next)
    {
        var order = Sequence is { } own && next.Report.Sequence is { } its ? Entry.Compare(its, own) : (int?)null;
        // A retraction that came before any report of its record waits for one
        var isAwaited = Entry!.IsRetraction && !HasReport && !next.IsRetraction;
        return isAwaited ? order > 0 : order is null or >= 0;
    }

    private IReadOnlyList<Milestone> MilestonesWith(Entry next) => next.Report.Data switch
    {
        PlantOpened plant when Milestones.Any(milestone => milestone.Status == plant.Status) =>
            [.. Milestones.Select(milestone => milestone.Status == plant.Status ? new(plant.Status, plant.On) : milestone)],
        PlantOpened plant => [.. Milestones, new(plant.Status, plant.On)],
        ReportRetracted => [],
        _ => Milestones,
    };
}

/// <summary>A status of a plant and when it began.</summary>
internal sealed record Milestone(PlantStatus Status, PartialDate? On);
