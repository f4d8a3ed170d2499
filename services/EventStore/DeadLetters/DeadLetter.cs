namespace EventPlatform.EventStore.DeadLetters;

/// <summary>
/// What became of a dead letter: it waits; its report was stored by a redrive; it turned out to be stored already; ops put it away.
/// </summary>
internal enum LetterState { Waiting, Stored, Duplicate, Archived }

/// <summary>A report that could not be stored: kept for ever as it came.</summary>
/// <param name="Id">The report's event id, which is also <c>event</c> in its receipt.</param>
/// <param name="Feed">That the source belongs to; null where it is no registered feed's.</param>
/// <param name="Source">CloudEvents source.</param>
/// <param name="ReportId">CloudEvents id.</param>
/// <param name="Reason"><c>bad-data</c>: the database refused it;
/// <c>conflicting-duplicate</c>: its identity is stored with other content.</param>
/// <param name="Error">Why it was not stored when it came; why a redrive failed is with the redrive.</param>
/// <param name="Attempts">How often it was tried to store it, redrives included.</param>
/// <param name="FirstAt">Of the first attempt.</param>
/// <param name="LastAt">Of the last attempt.</param>
/// <param name="Position">In the log, of its report or of the one that was there before; null while it waits.</param>
/// <param name="Edited">Its report was stored with data that ops put in place of its own.</param>
/// <param name="Payload">The report as it came, as JSON text (which it may fail to be); <c>hidden</c> from an observer.</param>
internal sealed record DeadLetter(
    Guid Id, LetterState State, string? Feed, string Source, string ReportId, string Type, string Reason, string Error, long Attempts,
    DateTimeOffset FirstAt, DateTimeOffset LastAt, long? Position, bool Edited, string Hash, string Payload)
{
    private const string Hidden = "hidden";

    public IReadOnlyList<RedriveAttempt> Redrives { get; init; } = [];

    /// <summary>Without the content of its report, for an observer. What the database says of bad data may quote it.</summary>
    public DeadLetter Masked() => this with
    {
        Error = ForObserver(Reason, Error), Payload = Hidden,
        Redrives = [.. Redrives.Select(redrive => redrive with
        {
            Error = redrive.Error is null ? null : ForObserver(Reason, redrive.Error), Edited = redrive.Edited is null ? null : Hidden,
        })],
    };

    public static string ForObserver(string reason, string error) => reason == "conflicting-duplicate" ? error : Hidden;
}

/// <param name="Outcome"><c>stored</c>, <c>duplicate</c> or <c>failed</c>.</param>
/// <param name="Edited">The report that was tried in place of the letter's own, as JSON text; null where it was the letter's own.</param>
internal sealed record RedriveAttempt(
    long Attempt, DateTimeOffset At, string Who, string Outcome, long? Position, string? Error, string? Edited);
