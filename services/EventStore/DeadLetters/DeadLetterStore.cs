using EventPlatform.Contracts;
using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.EventStore.DeadLetters;

/// <summary>Stores and finds dead letters. The append function itself stores conflicting duplicates here.</summary>
internal sealed partial class DeadLetterStore(NpgsqlDataSource dataSource, ILogger<DeadLetterStore> log)
{
    private const string Letters =
        $"""
        select d.event_id, {LetterFilter.StateOf}, f.name, d.source, d.id, d.type, d.reason, d.error, d.attempts, d.at, d.last_at,
          d.position, d.edited, d.hash,
          d.payload
        from {LetterFilter.From}

        """;

    public async Task AddAsync(AcceptedReport report, string error, CancellationToken ct)
    {
        // The select depends on the insert, so that the letter is locked before the tally, as in an append
        await using var command = dataSource.CreateCommand(
            """
            with kept as (
              insert into log.dead_letters as d (event_id, source, id, hash, type, reason, error, payload)
              values ($1, $2, $3, $4, $5, 'bad-data', $6, $7)
              on conflict (source, id, hash) do update set attempts = d.attempts + 1, last_at = excluded.last_at, archived_at = null
              returning 'dead-lettered')
            select log.tally(array[$1], $8, $9, $10, (select array_agg(outcome) from kept as k (outcome)))
            """)
            .With([
                report.EventId,
                .. ((string[])[report.Source, report.Id, report.ContentHash, report.Type, error, report.Document])
                    .Select(value => value.Replace('\0', '\uFFFD')),
            ])
            .WithDeliveries([report]);
        await command.ExecuteNonQueryAsync(ct);
        AppendMetrics.Became("dead-lettered", 1);
        Kept(report.Source, report.Id, error);
    }

    public async Task<DeadLetter?> FindAsync(Guid id, CancellationToken ct) =>
        (await WithRedrivesAsync(await ReadAsync(Letters + "where d.event_id = $1", [id], ct), ct)) is [var letter, ..] ? letter : null;

    /// <summary>Returns a page of letters, newest first.</summary>
    /// <param name="before">The cursor: only letters older than this one are returned.</param>
    public async Task<Page<DeadLetter>> ListAsync(LetterFilter filter, Guid? before, int limit, CancellationToken ct)
    {
        var found = await ReadAsync(
            $"{Letters} where {filter.Where()} and ($7::uuid is null or d.event_id < $7) order by d.event_id desc limit $8",
            [.. filter.Values(), before, limit + 1], ct);
        var page = Page<DeadLetter>.Of(found, limit, letter => letter.Id.ToString());
        return page with { Items = await WithRedrivesAsync(page.Items, ct) };
    }

    private async Task<IReadOnlyList<DeadLetter>> ReadAsync(string sql, object?[] parameters, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(sql).With(parameters);
        command.CommandTimeout = LetterFilter.StatementSeconds;
        return await command.ListAsync(row => new DeadLetter(
            row.GetGuid(0), Enum.Parse<LetterState>(row.GetString(1), ignoreCase: true), row.GetText(2),
            row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6), row.GetString(7), row.GetInt64(8),
            row.GetFieldValue<DateTimeOffset>(9), row.GetFieldValue<DateTimeOffset>(10), row.GetFieldValue<long?>(11),
            row.GetBoolean(12), row.GetString(13), row.GetString(14)), ct);
    }

    private async Task<IReadOnlyList<DeadLetter>> WithRedrivesAsync(IReadOnlyList<DeadLetter> letters, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(
            "select event_id, attempt, at, who, outcome, position, error, edited from log.redrives " +
            "where event_id = any($1) order by attempt")
            .With([letters.Select(letter => letter.Id).ToArray()]);
        var redrives = (await command.ListAsync(row => (Letter: row.GetGuid(0), Attempt: new RedriveAttempt(
            row.GetInt64(1), row.GetFieldValue<DateTimeOffset>(2), row.GetString(3), row.GetString(4),
            row.GetFieldValue<long?>(5), row.GetText(6), row.GetText(7))), ct))
            .ToLookup(redrive => redrive.Letter, redrive => redrive.Attempt);
        return [.. letters.Select(letter => letter with { Redrives = [.. redrives[letter.Id]] })];
    }

    [LoggerMessage(LogLevel.Error, "Dead letter {Source} {Id}: {Error}")]
    private partial void Kept(string source, string id, string error);
}
