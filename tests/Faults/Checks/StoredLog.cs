using EventPlatform.Servers;

namespace EventPlatform.Faults.Checks;

internal sealed record StoredReport(
    long Position, Guid EventId, string Stream, long Version, Identity Report, long Sequence, string? Remark, DateTimeOffset Recorded);

/// <summary>The whole log in order of position.</summary>
/// <param name="Tombstones">Positions that a failed append used up and the next append filled. They are not visible to readers.</param>
internal sealed record StoredLog(IReadOnlyList<StoredReport> Reports, long Tombstones, long LastPosition)
{
    public static async Task<StoredLog> ReadAsync(Workspace workspace)
    {
        await using var command = workspace.Postgres.CreateCommand(
            """
            select seq_id, id, stream_id, version, data ->> 'source', data ->> 'id', (data ->> 'sequence')::bigint, data -> 'data' ->> 'remark', "timestamp"
            from log.mt_events where not is_archived order by seq_id
            """);
        var reports = new List<StoredReport>();
        await using (var row = await command.ExecuteReaderAsync())
        {
            while (await row.ReadAsync())
            {
                reports.Add(
                    new(row.GetInt64(0), row.GetGuid(1), row.GetString(2), row.GetInt64(3), new(row.GetString(4), row.GetString(5)),
                        row.GetInt64(6),
                    await row.IsDBNullAsync(7) ? null : row.GetString(7), await row.GetFieldValueAsync<DateTimeOffset>(8)));
            }
        }

        return new(reports, await workspace.ScalarAsync<long>("select count(*) from log.mt_events where is_archived"),
            await workspace.ScalarAsync<long>("select coalesce(max(seq_id), 0) from log.mt_events"));
    }
}
