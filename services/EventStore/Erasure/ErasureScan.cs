using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.EventStore.Erasure;

/// <summary>
/// Finds the reports and dead letters in which a name can be masked, and counts those in which it stays. It holds no documents of the log
/// in memory.
/// </summary>
internal sealed class ErasureScan(ErasedName name)
{
    public const int PageSize = 200;
    private const int StatementSeconds = 1800;
    private const int MaxLeft = 100;
    private const int NoNumber = 0;
    private const string ReportSql =
        """
        select seq_id, type, data::text from log.mt_events
        where seq_id > $1 and not is_archived and data::text ilike all ($2) order by seq_id
        """;

    private readonly List<long> left = [];
    private readonly string[] patterns = [.. name.Words.Select(word => $"%{word}%")];
    private long last;
    private long leftReports;
    private long leftLetters;

    /// <summary>The positions of the reports.</summary>
    public List<long> Reports { get; } = [];

    public List<Guid> Letters { get; } = [];

    public Erased Found => new(Reports.Count, Letters.Count, leftReports + leftLetters, left, null);

    /// <summary>Reads the part of the log that is new since the previous call, and all dead letters.</summary>
    public async Task ReadAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await ReadReportsAsync(connection, ct);
        Letters.Clear();
        leftLetters = 0;
        foreach (var letter in await ErasableLetter.ListAsync(connection, patterns, ct))
        {
            var masked = letter.Mask(name, NoNumber);
            if (masked != letter) Letters.Add(letter.Id);
            if (masked.Has(name)) leftLetters++;
        }
    }

    private async Task ReadReportsAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var end = new NpgsqlCommand("select coalesce(max(seq_id), 0) from log.mt_events", connection);
        var until = (long)(await end.ExecuteScalarAsync(ct))!;
        await using var command = new NpgsqlCommand(ReportSql, connection) { CommandTimeout = StatementSeconds }.With(last, patterns);
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            var (position, report) = (rows.GetInt64(0), ErasableReport.Mask(rows.GetString(1), rows.GetString(2), name, NoNumber));
            if (report.Document is not null) Reports.Add(position);
            if (report.IsLeft && leftReports++ < MaxLeft) left.Add(position);
            until = Math.Max(until, position);
        }

        last = until;
    }
}
