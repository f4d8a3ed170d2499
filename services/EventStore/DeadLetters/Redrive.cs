using EventPlatform.Contracts;
using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.EventStore.DeadLetters;

/// <param name="Outcome"><c>stored</c>, <c>duplicate</c> or <c>failed</c>.</param>
/// <param name="IsFirst">False if an earlier redrive already had this outcome, and this one changed nothing.</param>
internal sealed record RedriveResult(string Outcome, long? Position, string? Error, bool IsFirst = true);

/// <summary>
/// Appends a dead letter's report to the log through the append function, and records the outcome in the letter and in the audit, in
/// one transaction. So a redrive happens completely and once, or not at all.
/// </summary>
internal sealed partial class Redrive(NpgsqlDataSource dataSource, AppendNotices notices, ILogger<Redrive> log)
{
    private const string BeforeAppend = "before_append";

    public async Task<RedriveResult> RunAsync(DeadLetter letter, AcceptedReport report, Actor actor, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        // Lock order as in every append: first the append lock, then the letter. Redrives of one letter wait for each other here
        await ReportLog.TakeAppendLockAsync(transaction, ct);
        if (await DoneAsync(transaction, letter.Id, ct) is { } done) return done;

        var result = await AppendAsync(transaction, report, ct);
        var edited = report.ContentHash == letter.Hash ? null : report.Document;
        await NoteAsync(transaction, letter.Id, result, edited, actor, ct);
        await Audit.NoteAsync(transaction, actor, "dead-letter-redriven",
            new { letter.Id, letter.Source, letter.ReportId, Edited = edited is not null,
                result.Outcome, result.Position, result.Error }, ct);
        await transaction.CommitAsync(ct);
        notices.Appended();
        Redriven(letter.Source, letter.ReportId, actor.Name, result.Outcome);
        return result;
    }

    /// <summary>Records a failed attempt for a letter whose report cannot be appended as it is.</summary>
    public async Task<RedriveResult> FailAsync(DeadLetter letter, string error, Actor actor, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var result = new RedriveResult("failed", null, error);
        await NoteAsync(transaction, letter.Id, result, edited: null, actor, ct);
        await transaction.CommitAsync(ct);
        return result;
    }

    private static async Task<RedriveResult?> DoneAsync(NpgsqlTransaction transaction, Guid id, CancellationToken ct)
    {
        await using var command = Command(transaction,
            "select outcome, position from log.dead_letters where event_id = $1 and outcome is not null").With(id);
        return (await command.ListAsync(row => new RedriveResult(row.GetString(0), row.GetInt64(1), null, IsFirst: false), ct))
            is [var done, ..] ? done : null;
    }

    private static async Task<RedriveResult> AppendAsync(NpgsqlTransaction transaction, AcceptedReport report, CancellationToken ct)
    {
        await transaction.SaveAsync(BeforeAppend, ct);
        try
        {
            var (_, outcome, position) = (await AppendReports.RunAsync(sql => Command(transaction, sql), [report], ct))[0];
            if (outcome != "conflicting") return new(outcome, position, null);
            // The append stored it as another dead letter, but this letter already contains it
            await transaction.RollbackAsync(BeforeAppend, ct);
            return new("failed", null, $"position {position} holds other content under the same source and id");
        }
        catch (PostgresException bad) when (ReportAppender.IsBadData(bad))
        {
            await transaction.RollbackAsync(BeforeAppend, ct);
            return new("failed", null, bad.MessageText);
        }
    }

    private static async Task NoteAsync(
        NpgsqlTransaction transaction, Guid id, RedriveResult result, string? edited, Actor actor, CancellationToken ct)
    {
        await using var command = Command(transaction,
            """
            with letter as (
              update log.dead_letters set attempts = attempts + 1, last_at = clock_timestamp(),
                outcome = nullif($2, 'failed'), position = $3, archived_at = null,
                edited = $2 <> 'failed' and $5::text is not null
              where event_id = $1 returning attempts, last_at
            )
            insert into log.redrives (event_id, attempt, at, who, outcome, position, error, edited)
            select $1, attempts, last_at, $6, $2, $3, $4, $5 from letter
            """).With(id, result.Outcome, result.Position, result.Error, edited, actor.Signature);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlCommand Command(NpgsqlTransaction transaction, string sql) => new(sql, transaction.Connection, transaction);

    [LoggerMessage(LogLevel.Information, "Dead letter {Source} {Id} redriven by {Who}: {Outcome}")]
    private partial void Redriven(string source, string id, string who, string outcome);
}
