using Npgsql;

namespace EventPlatform.Storage;

/// <summary>Reads the trace parents of reports from the log. The query is only worthwhile if spans are collected.</summary>
public static class TraceParents
{
    private const int StatementSeconds = 2;

    /// <param name="after">The position before the first report.</param>
    /// <param name="until">The position of the last report.</param>
    /// <returns>Each distinct W3C <c>traceparent</c>.</returns>
    public static async Task<IReadOnlyList<string>> BetweenAsync(NpgsqlDataSource dataSource, long after, long until, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(
            """
            select distinct data->'attributes'->>'traceparent' from log.mt_events
            where seq_id > $1 and seq_id <= $2 and jsonb_typeof(data->'attributes'->'traceparent') = 'string'
            """).With(after, until);
        command.CommandTimeout = StatementSeconds;
        try
        {
            return await command.ListAsync(row => row.GetString(0), ct);
        }
        catch (Exception e) when (PostgresOutage.Caused(e))
        {
            return []; // a span is not worth a failure
        }
    }
}
