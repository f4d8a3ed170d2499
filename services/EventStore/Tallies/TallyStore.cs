using System.Data;
using EventPlatform.Contracts;
using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.EventStore.Tallies;

/// <param name="Reports">How many never came.</param>
/// <param name="After">When the last report before them was stored; null if there is none.</param>
/// <param name="Before">When the next one was stored.</param>
internal sealed record Gap(long Reports, DateTimeOffset? After, DateTimeOffset Before);

/// <param name="Sender">A feed or a key.</param>
/// <param name="Since">When the first of its reports was counted.</param>
/// <param name="Accepted">Reports that came from Ingestion, each once.</param>
/// <param name="Stored">The first four add up to what was accepted.</param>
/// <param name="Missing">Reports that were accepted and never came, and are not written off.</param>
/// <param name="Gaps">The latest of those that are missing.</param>
internal sealed record Tally(
    string Sender, DateTimeOffset Since, long Accepted, long Stored, long Duplicate, long Conflicting, long DeadLettered, long Missing,
    IReadOnlyList<Gap> Gaps);

/// <summary>What became of the reports of each sender, as <c>log.tally</c> counts it.</summary>
internal sealed class TallyStore(NpgsqlDataSource dataSource)
{
    private const int ShownGaps = 20;
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
        await using var count = new NpgsqlCommand(
            "select sender, since, accepted, stored, duplicate, conflicting, dead_lettered from log.tallies order by sender",
            connection, transaction);
        return await count.ListAsync(row =>
        {
            var (sender, missing) = (row.GetString(0), gaps[row.GetString(0)].ToList());
            return new Tally(
                sender, row.GetFieldValue<DateTimeOffset>(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5),
                row.GetInt64(6), missing.Sum(gap => gap.Reports), [.. missing.Take(ShownGaps)]);
        }, ct);
    }

    public async Task<long> MissingAsync(CancellationToken ct)
    {
        await using var sum = dataSource.CreateCommand($"select coalesce(sum(last - first + 1), 0)::bigint from {OpenGaps}");
        return (long)(await sum.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Takes note that what is missing of a sender is lost, if it is as much as the order says.</summary>
    /// <returns>How much is missing.</returns>
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
        await Audit.NoteAsync(transaction, actor, "written-off", new { sender, count, comment }, ct);
        await transaction.CommitAsync(ct);
        return missing;
    }
}
