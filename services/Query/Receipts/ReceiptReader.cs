using Npgsql;

namespace EventPlatform.Query.Receipts;

/// <summary>Looks a report up by its identity, in the log and in the dead letters with their redrives.</summary>
internal static class ReceiptReader
{
    private const string Sql =
        """
        select i.position, $3::text in (i.hash, i.rehashed), e.id, e.timestamp, i.position <= (select position from mark), d.reason, coalesce(r.error, d.error),
          d.outcome is not null, d.outcome = 'stored' and d.edited
        from (select) one
        left join log.inbox i on i.source = $1 and i.id = $2
        left join log.mt_events e on e.seq_id = i.position
        left join lateral (
          select * from log.dead_letters where source = $1 and id = $2 and ($3::text is null or hash = $3)
          order by coalesce(outcome = 'stored', false) desc, at desc limit 1) d on true
        left join lateral (select error from log.redrives where event_id = d.event_id order by attempt desc limit 1) r on true
        """;

    /// <param name="hash">The hash of the requested content; null for any content of this identity.</param>
    /// <param name="eventId">The requested post; null for any.</param>
    public static async Task<Receipt?> FindAsync(
        ReadSession session, string source, string id, string? hash, Guid? eventId, CancellationToken ct) =>
        (await session.ListAsync(Sql, [source, id, hash], row => Read(row, source, id, hash, eventId), ct))[0];

    private static Receipt? Read(NpgsqlDataReader row, string source, string id, string? hash, Guid? eventId)
    {
        var isRedriven = row.GetBoolean(7);
        if (isRedriven || (!row.IsDBNull(0) && (hash is null || (!row.IsDBNull(1) && row.GetBoolean(1)))))
        {
            var status = eventId is null || row.GetGuid(2) == eventId ? ReceiptStatus.Stored : ReceiptStatus.Duplicate;
            return new(
                status, source, id, row.GetInt64(0), row.GetFieldValue<DateTimeOffset>(3), row.GetBoolean(4), null,
                isRedriven && row.GetBoolean(8) ? true : null);
        }

        if (row.IsDBNull(5)) return null;
        return row.GetString(5) == "conflicting-duplicate"
            ? new(ReceiptStatus.Conflicting, source, id, row.IsDBNull(0) ? null : row.GetInt64(0), null, false, row.GetString(6))
            : new(ReceiptStatus.DeadLettered, source, id, null, null, false, row.GetString(6));
    }
}
