namespace EventPlatform.EventStore.DeadLetters;

/// <summary>
/// The state of a dead letter: it waits, its report was stored by a redrive, its report turned out to be stored already, or ops archived
/// it.
/// </summary>
internal enum LetterState { Waiting, Stored, Duplicate, Archived }

/// <summary>A report that could not be stored, kept forever as it arrived.</summary>
/// <param name="Id">The event id of the report, which is also <c>event</c> in its receipt.</param>
/// <param name="Feed">The feed that the source belongs to; null if it belongs to no registered feed.</param>
/// <param name="Source">CloudEvents source.</param>
/// <param name="ReportId">CloudEvents id.</param>
/// <param name="Reason"><c>bad-data</c>: the database refused it;
/// <c>conflicting-duplicate</c>: its identity is stored with other content.</param>
/// <param name="Error">The reason why it was not stored on arrival. The reason of a failed redrive is in the redrive.</param>
/// <param name="Attempts">The number of attempts to store it, including redrives.</param>
/// <param name="FirstAt">The time of the first attempt.</param>
/// <param name="LastAt">The time of the last attempt.</param>
/// <param name="Position">The position of its report in the log, or of the report stored before; null while it waits.</param>
/// <param name="Edited">True if its report was stored with data from ops in place of its own.</param>
/// <param name="Payload">The report as it arrived, as text that is usually JSON; <c>hidden</c> from an observer.</param>
internal sealed record DeadLetter(
    Guid Id, LetterState State, string? Feed, string Source, string ReportId, string Type, string Reason, string Error, long Attempts,
    DateTimeOffset FirstAt, DateTimeOffset LastAt, long? Position, bool Edited, string Hash, string Payload)
{
    private const string Hidden = "hidden";

    public IReadOnlyList<RedriveAttempt> Redrives { get; init; } = [];

    /// <summary>
    /// Returns the letter without the content of its report, for an observer. A database error about bad data may quote the data.
    /// </summary>
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
/// <param name="Edited">The report that was tried in place of the letter's own, as JSON text; null if it was the letter's own.</param>
internal sealed record RedriveAttempt(
    long Attempt, DateTimeOffset At, string Who, string Outcome, long? Position, string? Error, string? Edited);
