using System.Text.Json.Serialization;
using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold.Facts;

/// <summary>A dated status of the subject of a fact.</summary>
/// <param name="Status">The status in kebab-case, as shown.</param>
internal sealed record Milestone(string Status, PartialDate? On = null)
{
    /// <summary>Stored beside the date, so that SQL can query which status was in force on a day.</summary>
    public DateOnly? Latest => On?.Latest;

    /// <summary>True if it does not agree with the status shown, which is disputed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool Contradicted { get; init; }
}
