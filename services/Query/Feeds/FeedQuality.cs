using EventPlatform.Contracts;

namespace EventPlatform.Query.Feeds;

/// <param name="Sources">CloudEvents sources of the feed that are in the log.</param>
/// <param name="Accepted">Absent if no event of the feed has come into the log since counting began.</param>
/// <param name="Errors">How many errors the refused events had. An event may have several.</param>
/// <param name="Reasons">The most frequent errors, at most 100.</param>
/// <param name="Examples">The last refused events, at most 100, without their content.</param>
/// <param name="Facts">Facts that rest on a source of the feed. A fact that rests on several counts for each.</param>
/// <param name="Contradicted">Facts that show another value than the feed reports.</param>
internal sealed record FeedQuality(
    string Feed, IReadOnlyList<string> Sources, AcceptedEvents? Accepted, long Errors, IReadOnlyList<RefusalReason> Reasons,
    IReadOnlyList<RefusedExample> Examples, long Facts, long Contradicted, long Position);

/// <summary>
/// Events that were answered with 202: accepted = stored + duplicate + conflicting + deadLettered + missing, except for events that
/// operators wrote off.
/// </summary>
/// <param name="Since">When the first event was counted.</param>
/// <param name="LastHeard">When the last event was accepted.</param>
/// <param name="Missing">Events that were lost on the way to the log.</param>
internal sealed record AcceptedEvents(
    DateTimeOffset Since, DateTimeOffset LastHeard, long Accepted, long Stored, long Duplicate, long Conflicting, long DeadLettered,
    long Missing);

/// <param name="Pointer">JSON Pointer into the event.</param>
/// <param name="Detail">What a valid event would have there.</param>
internal sealed record RefusalReason(string Pointer, string Detail, long Count, DateTimeOffset First, DateTimeOffset Last);

/// <param name="Line">The line in its request, from 1.</param>
internal sealed record RefusedExample(
    DateTimeOffset At, long Line, string? Source, string? Id, string? Type, IReadOnlyList<RefusedField> Errors);
