using System.Text.Json.Serialization;
using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold.Rules;

/// <summary>A dated status in the life of a plant.</summary>
internal sealed record Milestone(PlantStatus Status, PartialDate? On = null)
{
    /// <summary>Stored beside the date, so that SQL can ask which status was in force on a day.</summary>
    public DateOnly? Latest => On?.Latest;

    /// <summary>True if it does not agree with the status that is shown, where that is disputed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool Contradicted { get; init; }
}

/// <summary>A plant lives through dated statuses: the same status again replaces that milestone's date, another is appended.</summary>
internal static class PlantMilestones
{
    /// <param name="reports">What was said of the plant, in the feed's order.</param>
    public static IReadOnlyList<Milestone> Of(IEnumerable<PlantOpened> reports)
    {
        var milestones = new List<Milestone>();
        foreach (var report in reports)
        {
            var milestone = new Milestone(report.Status, report.On);
            var same = milestones.FindIndex(earlier => earlier.Status == report.Status);
            if (same < 0) milestones.Add(milestone);
            else milestones[same] = milestone;
        }

        return milestones;
    }
}
