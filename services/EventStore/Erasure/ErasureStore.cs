using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Validation;
using EventPlatform.Contracts.Versions;
using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.EventStore.Erasure;

/// <param name="Reports">The number of reports in the log in which the name is masked.</param>
/// <param name="Letters">The number of dead letters in which the name is masked, including their redrives.</param>
/// <param name="LeftCount">The number of reports and dead letters that contain the name where it stays, such as in an id or a company
/// name.</param>
/// <param name="Left">The positions of the first of these reports.</param>
/// <param name="Position">The position of the event about the erasure; null if nothing was masked.</param>
internal sealed record Erased(long Reports, long Letters, long LeftCount, IReadOnlyList<long> Left, long? Position);

/// <summary>Masks a person's name in the log and in the dead letters, in one transaction.</summary>
internal sealed class ErasureStore(NpgsqlDataSource dataSource, AppendNotices notices, TimeProvider time)
{
    private const string Source = "/ops/erasures";
    private const int StatementSeconds = 1800;
    private const string NumberSql = "select count(*) + 1 from log.mt_events where stream_id = 'ops/erasures'";
    private const string ReportSql = "select seq_id, type, data::text from log.mt_events where seq_id = any($1) order by seq_id";

    private sealed record Stored(long Position, string Type, string Document);

    /// <param name="expected">The number that was shown; if it is null, the reports are only counted.</param>
    /// <returns>The second value is null if nothing was requested, or if the number has changed; then nothing was masked.</returns>
    public async Task<(Erased Found, Erased? Done)> RunAsync(
        ErasedName name, long? expected, string? comment, Actor actor, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        // The long scan runs before the lock, which blocks all appends
        var scan = new ErasureScan(name);
        await scan.ReadAsync(connection, ct);
        if (expected is null) return (scan.Found, null);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await ReportLog.TakeAppendLockAsync(transaction, ct);
        await scan.ReadAsync(connection, ct);
        if (scan.Found.Reports + scan.Found.Letters != expected) return (scan.Found, null);
        if (expected == 0) return (scan.Found, scan.Found);

        var number = (long)(await Command(transaction, NumberSql).ExecuteScalarAsync(ct))!;
        foreach (var positions in scan.Reports.Chunk(ErasureScan.PageSize)) await MaskAsync(transaction, positions, name, number, ct);
        foreach (var letter in scan.Letters) await ErasableLetter.MaskAsync(transaction, letter, name, number, ct);
        var note = new PersonErased { Number = number, Reports = scan.Found.Reports, Letters = scan.Found.Letters };
        var position = await AppendAsync(transaction, note, ct);
        await Audit.NoteAsync(transaction, actor, "person-erased", new { number, note.Reports, note.Letters, comment }, ct);
        await transaction.CommitAsync(ct);
        notices.Appended();
        return (scan.Found, scan.Found with { Position = position });
    }

    /// <summary>
    /// Masks reports. If the same report is sent again it is still a duplicate, because its former hash is kept beside the log.
    /// </summary>
    private static async Task MaskAsync(NpgsqlTransaction transaction, long[] positions, ErasedName name, long number, CancellationToken ct)
    {
        await using var read = Command(transaction, ReportSql, positions);
        var reports = await read.ListAsync(row => new Stored(row.GetInt64(0), row.GetString(1), row.GetString(2)), ct);
        foreach (var (position, type, document) in reports)
        {
            if (ErasableReport.Mask(type, document, name, number).Document is not { } masked) continue; // already masked meanwhile
            await using var mask = Command(transaction, "update log.mt_events set data = $2::jsonb where seq_id = $1", position, masked);
            await mask.ExecuteNonQueryAsync(ct);
            await using var hash = Command(transaction, "insert into log.rehashed (position, hash) values ($1, $2) on conflict do nothing",
                position, StoredReports.HashOf(type, document));
            await hash.ExecuteNonQueryAsync(ct);
        }
    }

    private async Task<long> AppendAsync(NpgsqlTransaction transaction, PersonErased erased, CancellationToken ct)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var data = JsonSerializer.SerializeToElement(erased, ContractJson.Options);
        var report = ReportWriter.Accept(id, new ReportAttributes(Source, id.ToString()), erased, data, hasUnknownFields: false);
        return (await AppendReports.RunAsync(sql => Command(transaction, sql), [report], ct))[0].Position;
    }

    private static NpgsqlCommand Command(NpgsqlTransaction transaction, string sql, params object[] values) =>
        new NpgsqlCommand(sql, transaction.Connection, transaction) { CommandTimeout = StatementSeconds }.With(values);
}
