using EventPlatform.Contracts;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>A status of a plant and its date.</summary>
internal sealed record Milestone(PlantStatus Status, PartialDate? On)
{
    /// <summary>The milestones of a plant in one record: each status once, in order of first mention, with its last date.</summary>
    public static IReadOnlyList<Milestone> Of(Record record) =>
    [
        .. record.Counting.InOrder.Select(entry => entry.Report.Data).OfType<PlantOpened>()
            .GroupBy(plant => plant.Status).Select(status => new Milestone(status.Key, status.Last().On)),
    ];
}
