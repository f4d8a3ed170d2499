using Npgsql;

namespace EventPlatform.Query.Live;

/// <summary>Reads a page of a live source, limited in items and in bytes, but with at least one item if there is one.</summary>
internal static class LiveReading
{
    /// <param name="command">Returns at least one row, with nulls in place of an item if there is none.</param>
    /// <param name="column">
    /// The column with the last position of the source. The next two have the last position of the log, and the number of items up to the
    /// limit.
    /// </param>
    /// <param name="endOf">Returns the place after everything at a position.</param>
    public static async Task<LivePage<T>> LivePageAsync<T>(
        this NpgsqlCommand command, Func<NpgsqlDataReader, LiveItem<T>> read, PageLimit limit, int column, Func<long, LiveCursor> endOf,
        CancellationToken ct)
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
