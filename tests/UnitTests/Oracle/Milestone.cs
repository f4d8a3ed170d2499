using EventPlatform.Contracts;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>A status of a plant and when it began.</summary>
internal sealed record Milestone(PlantStatus Status, PartialDate? On)
{
    /// <summary>All that a record says of the life of its plant: each status once, at its first place, with its last date.</summary>
    public static IReadOnlyList<Milestone> Of(Record record) =>
    [
        .. record.Counting.InOrder.Select(entry => entry.Report.Data).OfType<PlantOpened>()
            .GroupBy(plant => plant.Status).Select(status => new Milestone(status.Key, status.Last().On)),
    ];
}
