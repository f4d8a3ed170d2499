using System.Data;
using System.Threading.Channels;
using EventPlatform.Contracts.Versions;
using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.Projections.Bulk;

/// <summary>Reads the log from its first position, in pages, ahead of the fold.</summary>
internal sealed class WholeLog(NpgsqlDataSource dataSource)
{
    private const int PageSize = 2_000;
    private const string Sql =
        "select seq_id, type, timestamp, data::text from log.mt_events where seq_id <= $1 and not is_archived order by seq_id";

    private readonly Channel<IReadOnlyList<LoggedReport>> pages = Channel.CreateBounded<IReadOnlyList<LoggedReport>>(2);
    private byte[] document = new byte[64 * 1024];

    public IAsyncEnumerable<IReadOnlyList<LoggedReport>> Pages(CancellationToken ct) => pages.Reader.ReadAllAsync(ct);

    /// <summary>True when everything was read; stays false if a report cannot be read.</summary>
    public bool IsRead { get; private set; }

    /// <param name="last">The last position to read.</param>
    public async Task ReadAsync(long last, CancellationToken ct)
    {
        try
        {
            await using var connection = await dataSource.OpenConnectionAsync(ct);
            await using var command = new NpgsqlCommand(Sql, connection) { CommandTimeout = 0 }.With(last);
            await using var rows = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, ct);
            await ReadAsync(rows, ct);
            pages.Writer.Complete();
        }
        catch (Exception e)
        {
            pages.Writer.Complete(e);
        }
    }

    private async Task ReadAsync(NpgsqlDataReader rows, CancellationToken ct)
    {
        var page = new List<LoggedReport>(PageSize);
        LoggedReport? report = default(LoggedReport);
        while (report is not null && await rows.ReadAsync(ct))
        {
            report = Read(rows);
            if (report is { } read) page.Add(read);
            if (page.Count < PageSize) continue;
            await pages.Writer.WriteAsync(page, ct);
            page = new(PageSize);
        }

        if (page.Count > 0) await pages.Writer.WriteAsync(page, ct);
        IsRead = report is not null;
    }

    private LoggedReport? Read(NpgsqlDataReader row)
    {
        var (position, type, recorded) = (row.GetInt64(0), row.GetString(1), row.GetFieldValue<DateTimeOffset>(2));
        var length = (int)row.GetBytes(3, 0, null, 0, 0);
        if (length > document.Length) document = new byte[length];
        row.GetBytes(3, 0, document, 0, length);
        try
        {
            return new(position, StoredReports.Read(type, document.AsSpan(0, length)), recorded);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The daemon continues from here, and reports which report cannot be read, and why
            return null;
        }
    }
}
