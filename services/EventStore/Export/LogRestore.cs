using System.Data;
using EventPlatform.Contracts;
using EventPlatform.Storage;
using Npgsql;
using NpgsqlTypes;

namespace EventPlatform.EventStore.Export;

/// <summary>
/// Restores lines of an export into the log, at their original positions. Existing lines must be equal, so an interrupted restore can start
/// again from the beginning and continue.
/// </summary>
internal sealed class LogRestore(NpgsqlDataSource dataSource, LogExport export, AppendNotices notices)
{
    private const int StatementSeconds = 120;
    private const string LastSql = "select coalesce(max(seq_id), 0) from log.mt_events";
    private static readonly string AppendSql = PostgresRows.ScriptBeside(typeof(LogRestore), "RestoreReports");

    /// <param name="reports">Reports at consecutive positions.</param>
    /// <returns>The last position of the log after the restore.</returns>
    /// <exception cref="RestoreRefused">Nothing was restored.</exception>
    public async Task<long> RunAsync(
        IReadOnlyList<RestoredLine> reports, IReadOnlyList<RestoredLine> rows, Actor actor, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        try
        {
            await RunAsync(connection, $"select pg_advisory_lock({ReportLog.AppendLock})", ct);
            await using (var transaction = await connection.BeginTransactionAsync(ct))
            {
                await RestoreAsync(transaction, reports, rows, actor, ct);
                await transaction.CommitAsync(ct);
            }

            // After the commit, because setval is not rolled back: positions beyond the last report would become tombstones
            var last = (long)(await Command(connection, LastSql).ExecuteScalarAsync(CancellationToken.None))!;
            if (last > 0) await RunAsync(connection, $"select setval('log.mt_events_sequence', {last})", CancellationToken.None);
            notices.Appended();
            return last;
        }
        catch (PostgresException bad) when (bad.SqlState[..2] is "22" or "23")
        {
            throw new RestoreRefused($"A line does not fit into the database: {bad.MessageText}.");
        }
        finally
        {
            // A broken connection no longer holds the lock
            if (connection.State == ConnectionState.Open)
                await RunAsync(connection, $"select pg_advisory_unlock({ReportLog.AppendLock})", CancellationToken.None);
        }
    }

    private async Task RestoreAsync(
        NpgsqlTransaction transaction, IReadOnlyList<RestoredLine> reports, IReadOnlyList<RestoredLine> rows, Actor actor,
        CancellationToken ct)
    {
        var connection = transaction.Connection!;
        if (await Command(connection, "select exists (select from access.maintenance for share)").ExecuteScalarAsync(ct) is not true)
            throw new RestoreRefused("Maintenance is off, so other reports could be stored in between. Turn it on first.");
        var last = (long)(await Command(connection, LastSql).ExecuteScalarAsync(ct))!;
        await CompareAsync([.. reports.TakeWhile(report => report.Position <= last)], ct);

        var fresh = reports.SkipWhile(report => report.Position <= last).ToList();
        if (fresh.Count > 0)
        {
            if (fresh[0].Position != last + 1)
                throw new RestoreRefused(
                    $"Position {last + 1} must come next, because the log ends at {last}. These lines begin at {fresh[0].Position}.");
            await Command(connection, AppendSql, Documents(fresh)).ExecuteNonQueryAsync(ct);
        }

        var added = 0;
        foreach (var same in rows.GroupBy(row => row.Table!))
            added += await Command(connection, same.Key.RestoreSql, Documents(same)).ExecuteNonQueryAsync(ct);
        if (fresh.Count + added > 0)
            await Audit.NoteAsync(transaction, actor, "restored", new { after = last, positions = fresh.Count, rows = added }, ct);
    }

    private async Task CompareAsync(IReadOnlyList<RestoredLine> known, CancellationToken ct)
    {
        for (var compared = 0; compared < known.Count;)
        {
            var stored = await export.ReportsAsync(known[compared].Position - 1, known.Count - compared, ct).ToListAsync(ct);
            foreach (var (line, there) in known.Skip(compared).Zip(stored))
            {
                if (line.Json != there)
                    throw new RestoreRefused(
                        $"The log contains something else at position {line.Position}. Restore into an empty installation.");
            }

            compared += stored.Count;
        }
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = StatementSeconds };
        command.Parameters.AddRange(parameters);
        return command;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = Command(connection, sql);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlParameter Documents(IEnumerable<RestoredLine> lines) =>
        new() { Value = lines.Select(line => line.Json).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb };
}

/// <summary>Lines that cannot be restored into this log.</summary>
internal sealed class RestoreRefused(string message) : Exception(message);
