using System.Text.Json.Serialization;

namespace EventPlatform.Client;

/// <summary>The outcome of a report.</summary>
/// <param name="Status"><c>stored</c>, <c>duplicate</c>, <c>conflicting</c> or <c>dead-lettered</c>.</param>
/// <param name="Position">Position in the log of the report, or of the stored report with the same source and id.</param>
/// <param name="Projected">True once the facts include the report.</param>
/// <param name="Why">The reason why the report is not stored.</param>
public sealed record Receipt(
    string Status, string Source, string Id, long? Position, [property: JsonPropertyName("recordedtime")] DateTimeOffset? RecordedTime,
    bool Projected, string? Why);
