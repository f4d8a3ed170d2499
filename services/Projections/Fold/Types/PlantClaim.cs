using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Facts;

namespace EventPlatform.Projections.Fold.Types;

/// <summary>The claim of a record about a plant: the report in force, and the statuses of the plant in all its reports.</summary>
internal sealed class PlantClaim(ResolvedStatement said, MatchTerms terms) : Claim<PlantOpened>(said, terms)
{
    private Technology? technology;

    public Technology Technology => technology ??= Technology.Of(Data.Technology);

    /// <summary>The statuses of the plant in their order.</summary>
    public IReadOnlyList<(PlantStatus Status, PartialDate? On)> Milestones { get; } = LifeIn(said.History.OfType<PlantOpened>());

    public PartialDate? DateOf(PlantStatus status) => Milestones.FirstOrDefault(milestone => milestone.Status == status).On;

    /// <summary>A repeated status replaces the date of its milestone; another status is appended (docs/facts.md, R39).</summary>
    private static List<(PlantStatus Status, PartialDate? On)> LifeIn(IEnumerable<PlantOpened> reports)
    {
        var milestones = new List<(PlantStatus Status, PartialDate? On)>();
        foreach (var report in reports)
        {
            var same = milestones.FindIndex(earlier => earlier.Status == report.Status);
            if (same < 0) milestones.Add((report.Status, report.On));
            else milestones[same] = (report.Status, report.On);
        }

        return milestones;
    }
}
