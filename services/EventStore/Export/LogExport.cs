using System.Runtime.CompilerServices;
using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.EventStore.Export;

/// <summary>
/// Exports the log as lines of JSON: the reports in their order, then the rows of the tables beside it. The same log gives the same lines,
/// wherever it is stored.
/// </summary>
internal sealed class LogExport(NpgsqlDataSource dataSource)
{
    private const int StatementSeconds = 60;
    private const int MaxCharacters = 16_000_000;
    private const int AtATime = 500;
    private static readonly string ReportLines = PostgresRows.ScriptBeside(typeof(LogExport), "ExportedLines");

    /// <summary>
    /// Returns as many lines as the limit, or fewer if they are long. It queries a few at a time, because ending a query early waits for
    /// its remaining rows.
    /// </summary>
    public async IAsyncEnumerable<string> ReportsAsync(long after, int limit, [EnumeratorCancellation] CancellationToken ct)
    {
        var (characters, count, read) = (0L, 0, -1);
        while (count < limit && characters < MaxCharacters && read != 0)
        {
            read = 0;
            var command = dataSource.CreateCommand(ReportLines).With(after + count, Math.Min(AtATime, limit - count));
            await foreach (var line in LinesAsync(command, ct))
            {
                yield return line;
                (characters, read) = (characters + line.Length, read + 1);
            }

            count += read;
        }
    }

    public async IAsyncEnumerable<string> RowsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var table in ExportedTable.All)
        {
            await foreach (var line in LinesAsync(dataSource.CreateCommand(table.LinesSql), ct)) yield return line;
        }
    }

    private static async IAsyncEnumerable<string> LinesAsync(NpgsqlCommand command, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var owned = command;
        command.CommandTimeout = StatementSeconds;
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) yield return rows.GetString(0);
    }
}
