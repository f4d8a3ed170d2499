using System.Text.Json.Serialization;

namespace EventPlatform.Query.Receipts;

/// <summary>What became of a report.</summary>
/// <param name="Status"><c>stored</c>; <c>duplicate</c>: the same content was stored before; <c>conflicting</c>: other content is stored under this
/// identity, and this one is kept for ops; <c>dead-lettered</c>: the database refused it, and it is kept for ops.</param>
/// <param name="Position">In the log: of the report, or of the one that was there before.</param>
/// <param name="Projected">True once the read tables have it.</param>
/// <param name="Why">Of what was not stored.</param>
/// <param name="Edited">True where ops redrove it out of the dead letters with other data than was posted; absent else.</param>
internal sealed record Receipt(
    ReceiptStatus Status, string Source, string Id, long? Position, [property: JsonPropertyName("recordedtime")] DateTimeOffset? RecordedTime, bool Projected, string? Why, bool? Edited = null);

internal enum ReceiptStatus { Stored, Duplicate, Conflicting, DeadLettered }
