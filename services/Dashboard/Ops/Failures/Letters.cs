namespace EventPlatform.Dashboard.Ops.Failures;

public sealed record LetterCount(long Count);

public sealed record LetterList(IReadOnlyList<Letter> Items, string? Next = null);

/// <summary>A report that could not be stored. For an observer, its content is <c>hidden</c>.</summary>
public sealed record Letter(
    Guid Id, string State, string? Feed, string Source, string ReportId, string Type, string Reason, string Error, long Attempts,
    DateTimeOffset FirstAt, DateTimeOffset LastAt, long? Position, bool Edited, string Payload, IReadOnlyList<LetterRedrive> Redrives);

public sealed record LetterRedrive(
    long Attempt, DateTimeOffset At, string Who, string Outcome, long? Position, string? Error, string? Edited);

public sealed record BatchChanged(long Changed);

public sealed record BatchRedriven(long Stored, long Duplicate, long Failed, Guid? After, Guid? UpTo, long Remaining);
