using System.Text.Json.Serialization;
using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold.Facts;

/// <summary>A dated status in the life of what a fact is about.</summary>
/// <param name="Status">In kebab-case, as shown.</param>
internal sealed record Milestone(string Status, PartialDate? On = null)
{
    /// <summary>Stored beside the date, so that SQL can ask which status was in force on a day.</summary>
    public DateOnly? Latest => On?.Latest;

    /// <summary>True if it does not agree with the status that is shown, and that is disputed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool Contradicted { get; init; }
}
