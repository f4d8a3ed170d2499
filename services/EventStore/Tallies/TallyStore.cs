using System.Data;
using EventPlatform.Contracts;
using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.EventStore.Tallies;

/// <param name="Reports">The number of missing reports.</param>
/// <param name="After">The time at which the report before them was accepted; null if there is none.</param>
/// <param name="Before">The time at which the report after them was accepted.</param>
internal sealed record Gap(long Reports, DateTimeOffset? After, DateTimeOffset Before);

/// <param name="Sender">A feed or a key.</param>
/// <param name="Since">The time at which the first of its reports was counted.</param>
/// <param name="Accepted">The number of reports that Ingestion accepted, up to the last one that arrived.</param>
/// <param name="Missing">The number of reports that never arrived.</param>
/// <param name="WrittenOff">The number of reports that never arrived and whose loss ops acknowledged.</param>
/// <param name="Gaps">The gaps with missing reports, the latest first, at most 1,000.</param>
internal sealed record Tally(
    string Sender, DateTimeOffset Since, long Accepted, long Stored, long Duplicate, long Conflicting, long DeadLettered, long Missing,
    long WrittenOff, IReadOnlyList<Gap> Gaps);

/// <summary>Reads the outcomes of the reports of each sender, as <c>log.tally</c> counts them.</summary>
internal sealed class TallyStore(NpgsqlDataSource dataSource)
{
    private const int ShownGaps = 1_000;
    private const string TalliesSql =
        """
        select t.sender, t.since, d.accepted, t.stored, t.duplicate, t.conflicting, t.dead_lettered, coalesce(g.missing, 0),
          coalesce(g.written_off, 0)
        from log.tallies t
        join (select sender, sum(number - uncounted)::bigint as accepted from log.deliveries group by sender) d using (sender)
        left join (
          select sender, (sum(last - first + 1) filter (where written_off_at is null))::bigint as missing,
            (sum(last - first + 1) filter (where written_off_at is not null))::bigint as written_off
          from log.delivery_gaps group by sender) g using (sender)
        order by t.sender
        """;

    private const string OpenGaps = "log.delivery_gaps where written_off_at is null";

    public async Task<IReadOnlyList<Tally>> ListAsync(CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        await using var list = new NpgsqlCommand(
            $"select sender, last - first + 1, after_at, before_at from {OpenGaps} order by before_at desc, first desc",
            connection, transaction);
        var gaps = (await list.ListAsync(row => (Sender: row.GetString(0), Gap: new Gap(
            row.GetInt64(1), row.GetFieldValue<DateTimeOffset?>(2), row.GetFieldValue<DateTimeOffset>(3))), ct))
            .ToLookup(one => one.Sender, one => one.Gap, StringComparer.Ordinal);
        await using var count = new NpgsqlCommand(TalliesSql, connection, transaction);
        return await count.ListAsync(row => new Tally(
            row.GetString(0), row.GetFieldValue<DateTimeOffset>(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5),
            row.GetInt64(6), row.GetInt64(7), row.GetInt64(8), [.. gaps[row.GetString(0)].Take(ShownGaps)]), ct);
    }

    public async Task<long> MissingAsync(CancellationToken ct)
    {
        await using var sum = dataSource.CreateCommand($"select coalesce(sum(last - first + 1), 0)::bigint from {OpenGaps}");
        return (long)(await sum.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Acknowledges that the missing reports of a sender are lost, if their number equals the count.</summary>
    /// <returns>The number of missing reports.</returns>
    public async Task<long> WriteOffAsync(Actor actor, string sender, long count, string comment, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var change = new NpgsqlCommand(
            """
            update log.delivery_gaps set written_off_at = clock_timestamp() where sender = $1 and written_off_at is null
            returning last - first + 1
            """, connection, transaction).With(sender);
        var missing = (await change.ListAsync(row => row.GetInt64(0), ct)).Sum();
        if (missing != count) return missing;
        await Audit.NoteAsync(transaction, actor, "missing-written-off", new { sender, count, comment }, ct);
        await transaction.CommitAsync(ct);
        return missing;
    }
}
