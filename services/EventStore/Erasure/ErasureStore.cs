using EventPlatform.Contracts;
using EventPlatform.Contracts.Validation;
using EventPlatform.Contracts.Versions;
using EventPlatform.Storage;
using Npgsql;
using System.Text.Json;

namespace EventPlatform.EventStore.Erasure;

/// <param name="Reports">Reports in the log in which the name is masked.</param>
/// <param name="Letters">The same of dead letters.</param>
/// <param name="Left">Positions of reports that have the name where it stays: as id, record key, or company.</param>
/// <param name="Position">Of the report that says that there was an erasure; null if nothing was masked.</param>
internal sealed record Erased(long Reports, long Letters, IReadOnlyList<long> Left, long? Position);

/// <summary>Masks a person's name in the log and in the dead letters, in one transaction.</summary>
internal sealed class ErasureStore(NpgsqlDataSource dataSource, AppendNotices notices, TimeProvider time)
{
    private const string Source = "/ops/erasures";
    private const int StatementSeconds = 1800;
    private const int MaxLeft = 100;

    private sealed record Stored(long Position, string Type, string Document);

    private sealed record Letter(Guid Id, string Payload, string Error);

    /// <param name="expected">How many were shown; null only counts.</param>
    /// <returns>Null as the second if the number is another one: then nothing was changed.</returns>
    public async Task<(Erased Found, Erased? Done)> RunAsync(ErasedName name, long? expected, string? comment, Actor actor, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await ReportLog.TakeAppendLockAsync(transaction, ct);
        var number = (long)(await Command(transaction, "select count(*) + 1 from log.mt_events where stream_id = 'ops/erasures' and type = 'PersonErased'").ExecuteScalarAsync(ct))!;
        var found = await FindAsync(transaction, name, number, ct);
        var count = new Erased(found.Reports.Count, found.Letters.Count, [.. found.Left.Take(MaxLeft)], null);
        if (expected is null || count.Reports + count.Letters != expected) return (count, null);
        if (expected == 0) return (count, count);

        foreach (var (before, document) in found.Reports) await MaskAsync(transaction, before, document, ct);
        foreach (var letter in found.Letters) await MaskAsync(transaction, letter, name, number, ct);
        var position = await AppendAsync(transaction, new PersonErased { Number = number, Reports = count.Reports, Letters = count.Letters }, ct);
        await Audit.NoteAsync(transaction, actor, "person-erased", new { number, count.Reports, count.Letters, comment }, ct);
        await transaction.CommitAsync(ct);
        notices.Appended();
        return (count, count with { Position = position });
    }

    private static async Task<(List<(Stored Before, string Document)> Reports, List<Letter> Letters, List<long> Left)> FindAsync(
        NpgsqlTransaction transaction, ErasedName name, long number, CancellationToken ct)
    {
        var (masked, left) = (new List<(Stored, string)>(), new List<long>());
        await using var reports = Command(transaction, "select seq_id, type, data::text from log.mt_events where data::text ilike $1 and not is_archived order by seq_id", Like(name));
        foreach (var report in await reports.ListAsync(row => new Stored(row.GetInt64(0), row.GetString(1), row.GetString(2)), ct))
        {
            if (!name.IsIn(report.Document)) continue;
            var document = ErasableReport.Mask(report.Document, name, number);
            if (document is not null) masked.Add((report, document));
            if (name.IsIn(document ?? report.Document)) left.Add(report.Position);
        }

        await using var letters = Command(transaction, "select event_id, payload, error from log.dead_letters where payload ilike $1 or error ilike $1", Like(name));
        var found = await letters.ListAsync(row => new Letter(row.GetGuid(0), row.GetString(1), row.GetString(2)), ct);
        var changed = found.Select(letter => (Before: letter, After: Masked(letter, name, number))).Where(letter => letter.After != letter.Before);
        return (masked, [.. changed.Select(letter => letter.After)], left);
    }

    /// <summary>The same report sent again is still a duplicate, as the hash that it had is kept beside the log.</summary>
    private static async Task MaskAsync(NpgsqlTransaction transaction, Stored before, string document, CancellationToken ct)
    {
        await using var mask = Command(transaction, "update log.mt_events set data = $2::jsonb where seq_id = $1", before.Position, ErasableReport.WithHash(before.Type, document));
        await mask.ExecuteNonQueryAsync(ct);
        await using var hash = Command(transaction, "insert into log.rehashed (position, hash) values ($1, $2) on conflict do nothing", before.Position, StoredReports.HashOf(before.Type, before.Document));
        await hash.ExecuteNonQueryAsync(ct);
    }

    private static async Task MaskAsync(NpgsqlTransaction transaction, Letter letter, ErasedName name, long number, CancellationToken ct)
    {
        await using var mask = Command(transaction, "update log.dead_letters set payload = $2, error = $3 where event_id = $1",
            letter.Id, letter.Payload, letter.Error);
        await mask.ExecuteNonQueryAsync(ct);
        await using var redrives = Command(transaction, "select attempt, coalesce(edited, ''), coalesce(error, '') from log.redrives where event_id = $1", letter.Id);
        foreach (var (attempt, edited, error) in await redrives.ListAsync(row => (row.GetInt64(0), row.GetString(1), row.GetString(2)), ct))
        {
            await using var change = Command(transaction, "update log.redrives set edited = nullif($3, ''), error = nullif($4, '') where event_id = $1 and attempt = $2",
                letter.Id, attempt, name.Mask(edited, number), name.Mask(error, number));
            await change.ExecuteNonQueryAsync(ct);
        }
    }

    private static Letter Masked(Letter letter, ErasedName name, long number)
    {
        try
        {
            return new(letter.Id, ErasableReport.Mask(letter.Payload, name, number) ?? letter.Payload, name.Mask(letter.Error, number));
        }
        catch (JsonException)
        {
            return new(letter.Id, name.Mask(letter.Payload, number), name.Mask(letter.Error, number)); // whatever else was refused
        }
    }

    private async Task<long> AppendAsync(NpgsqlTransaction transaction, PersonErased erased, CancellationToken ct)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var report = ReportWriter.Accept(id, new ReportAttributes(Source, id.ToString()), erased, JsonSerializer.SerializeToElement(erased, ContractJson.Options), hasUnknownFields: false);
        return (await AppendReports.RunAsync(sql => Command(transaction, sql), [report], ct))[0].Position;
    }

    private static string Like(ErasedName name) => $"%{name.LongestWord}%";

    private static NpgsqlCommand Command(NpgsqlTransaction transaction, string sql, params object[] values) =>
        new NpgsqlCommand(sql, transaction.Connection, transaction) { CommandTimeout = StatementSeconds }.With(values);
}
