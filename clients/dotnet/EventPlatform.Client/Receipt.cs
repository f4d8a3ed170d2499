using System.Text.Json.Serialization;

namespace EventPlatform.Client;

/// <summary>What became of a report.</summary>
/// <param name="Status"><c>stored</c>, <c>duplicate</c>, <c>conflicting</c> or <c>dead-lettered</c>.</param>
/// <param name="Position">In the log: of the report, or of the one that was there before.</param>
/// <param name="Projected">True once facts are concluded from it.</param>
/// <param name="Why">Why it is not stored.</param>
public sealed record Receipt(
    string Status, string Source, string Id, long? Position, [property: JsonPropertyName("recordedtime")] DateTimeOffset? RecordedTime,
    bool Projected, string? Why);
