using System.Text.Json.Serialization;

namespace EventPlatform.Query.Receipts;

/// <summary>What happened to a report.</summary>
/// <param name="Status">
/// <c>stored</c>; <c>duplicate</c>: the same content was stored before; <c>conflicting</c>: other content is stored under this
/// identity, and this report is kept for operators; <c>dead-lettered</c>: the database refused it, and it is kept for operators.
/// </param>
/// <param name="Position">Position in the log of the report, or of the one that was stored under its identity before.</param>
/// <param name="Projected">True once the read tables have the report.</param>
/// <param name="Why">Why the report was not stored; absent if it was.</param>
/// <param name="Edited">True if an operator redrove the report from the dead letters with changed data; absent otherwise.</param>
internal sealed record Receipt(
    ReceiptStatus Status, string Source, string Id, long? Position,
    [property: JsonPropertyName("recordedtime")] DateTimeOffset? RecordedTime, bool Projected, string? Why, bool? Edited = null);

internal enum ReceiptStatus { Stored, Duplicate, Conflicting, DeadLettered }
