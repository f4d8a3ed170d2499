using EventPlatform.Contracts;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>Which statuses agree (R37).</summary>
internal static class Statuses
{
    private static readonly Enum[][] Lives =
    [
        [PlantStatus.Planned, PlantStatus.Construction, PlantStatus.Opened, PlantStatus.Producing, PlantStatus.Closed],
        [PlantStatus.Planned, PlantStatus.Cancelled],
        [DealStatus.Rumoured, DealStatus.Announced, DealStatus.Completed], [DealStatus.Rumoured, DealStatus.Cancelled],
        [ShipmentStatus.Planned, ShipmentStatus.Actual],
    ];

    public static bool Agree((Enum Status, PartialDate? On) one, (Enum Status, PartialDate? On) other) => one.Status.Equals(other.Status)
        || Lives.Any(life => Follows(life, one, other) || Follows(life, other, one));

    /// <summary>The number of statuses before it in its life cycle.</summary>
    public static int StepsBefore(Enum status) => Lives.Max(life => Array.IndexOf(life, status));

    private static bool Follows(Enum[] life, (Enum Status, PartialDate? On) earlier, (Enum Status, PartialDate? On) later)
    {
        var (first, second) = (Array.IndexOf(life, earlier.Status), Array.IndexOf(life, later.Status));
        return first >= 0 && first < second && (later.On?.Latest is not { } last || earlier.On?.Earliest is not { } begin || begin <= last);
    }
}
