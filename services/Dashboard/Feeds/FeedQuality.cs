namespace EventPlatform.Dashboard.Feeds;

/// <summary>The outcome of a feed's events.</summary>
public sealed record FeedQuality(
    string Feed, IReadOnlyList<string> Sources, AcceptedEvents? Accepted, long Errors, IReadOnlyList<RefusalReason> Reasons,
    IReadOnlyList<RefusedExample> Examples, long Facts, long Contradicted, long Position);

public sealed record AcceptedEvents(
    DateTimeOffset Since, DateTimeOffset LastHeard, long Accepted, long Stored, long Duplicate, long Conflicting, long DeadLettered,
    long Missing);

public sealed record RefusalReason(string Pointer, string Detail, long Count, DateTimeOffset First, DateTimeOffset Last);

public sealed record RefusedExample(
    DateTimeOffset At, long Line, string? Source, string? Id, string? Type, IReadOnlyList<RefusedField> Errors);

public sealed record RefusedField(string Pointer, string Detail);

public sealed record Receipt(
    string Status, string Source, string Id, long? Position, DateTimeOffset? Recordedtime, bool? Projected, string? Reason = null);
