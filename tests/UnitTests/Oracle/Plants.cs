using EventPlatform.Contracts;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>The number of plants of a country with a status.</summary>
internal sealed record PlantCount(string Country, PlantStatus Status, int Plants);

internal static class Plants
{
    /// <summary>Counts plants by their status in force on a day, without those that have none yet.</summary>
    public static IReadOnlyList<PlantCount> On(Known known, DateOnly day) =>
    [
        .. known.Living.Where(fact => fact.Headline.Data is PlantOpened && InForce(fact, day) is not null)
            .GroupBy(fact => (((PlantOpened)fact.Headline.Data).Location.Country, Status: InForce(fact, day)!.Value))
            .Select(plants => new PlantCount(plants.Key.Country, plants.Key.Status, plants.Count()))
            .OrderBy(count => count.Country, StringComparer.Ordinal).ThenBy(count => count.Status),
    ];

    public static PlantStatus? InForce(OracleFact plant, DateOnly day) =>
        plant.Milestones.Where(milestone => milestone.On?.Shown.Latest <= day && !plant.IsContradicted(milestone.Status))
            .OrderBy(milestone => milestone.On!.Shown.Latest).ThenBy(milestone => milestone.Status)
            .Select(milestone => (PlantStatus?)milestone.Status).LastOrDefault();
}
