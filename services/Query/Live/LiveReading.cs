using Npgsql;

namespace EventPlatform.Query.Live;

/// <summary>Reads a page of something live: up to a number of items or of bytes, but at least one where there is one.</summary>
internal static class LiveReading
{
    /// <param name="command">Gives at least one row, with nulls in place of an item where there is none.</param>
    /// <param name="column">Of the last position that the source has; in the next two are the last position of the log, and how many items there are up to the limit.</param>
    /// <param name="endOf">The place after all that is at a position.</param>
    public static async Task<LivePage<T>> LivePageAsync<T>(
        this NpgsqlCommand command, Func<NpgsqlDataReader, LiveItem<T>> read, PageLimit limit, int column, Func<long, LiveCursor> endOf, CancellationToken ct)
    {
        await using var rows = await command.ExecuteReaderAsync(ct);
        var items = new List<LiveItem<T>>();
        var (bytes, end, endOfLog, found) = (0L, 0L, 0L, 0L);
        while (await rows.ReadAsync(ct))
        {
            (end, endOfLog) = (rows.GetInt64(column), rows.GetInt64(column + 1));
            if (await rows.IsDBNullAsync(column + 2, ct)) break;
            found = rows.GetInt64(column + 2);
            var item = read(rows);
            bytes += item.Bytes;
            if (items.Count > 0 && bytes > limit.Bytes) break;
            items.Add(item);
        }

        var isLast = items.Count == found && found < limit.Items;
        return new(items, isLast ? endOf(end) : items[^1].At, isLast, endOfLog);
    }
}
