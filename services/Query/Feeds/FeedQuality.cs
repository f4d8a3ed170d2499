using EventPlatform.Contracts;

namespace EventPlatform.Query.Feeds;

/// <param name="Sources">CloudEvents sources of the feed that are in the log.</param>
/// <param name="Accepted">Absent if no event of it has come into the log since they are counted.</param>
/// <param name="Errors">What was wrong with events that were refused: an event may have several errors.</param>
/// <param name="Reasons">The most frequent errors, 100 at most.</param>
/// <param name="Examples">The last events that were refused, 100 at most, without what they said.</param>
/// <param name="Facts">That rest on a source of the feed; one that rests on several counts for each.</param>
/// <param name="Contradicted">Facts that show another value than the feed gives.</param>
internal sealed record FeedQuality(
    string Feed, IReadOnlyList<string> Sources, AcceptedEvents? Accepted, long Errors, IReadOnlyList<RefusalReason> Reasons,
    IReadOnlyList<RefusedExample> Examples, long Facts, long Contradicted, long Position);

/// <summary>Events that were answered with 202: accepted = stored + duplicate + conflicting + deadLettered + missing, but for what ops have
/// written off.</summary>
/// <param name="Since">When the first was counted.</param>
/// <param name="LastHeard">When the last was accepted.</param>
/// <param name="Missing">Events that were lost on the way.</param>
internal sealed record AcceptedEvents(
    DateTimeOffset Since, DateTimeOffset LastHeard, long Accepted, long Stored, long Duplicate, long Conflicting, long DeadLettered, long Missing);

/// <param name="Pointer">JSON Pointer into the event.</param>
/// <param name="Detail">What would have been right.</param>
internal sealed record RefusalReason(string Pointer, string Detail, long Count, DateTimeOffset First, DateTimeOffset Last);

/// <param name="Line">In its request, from 1.</param>
internal sealed record RefusedExample(DateTimeOffset At, long Line, string? Source, string? Id, string? Type, IReadOnlyList<RefusedField> Errors);
