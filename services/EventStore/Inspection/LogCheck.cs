using System.Data;
using EventPlatform.Contracts.Validation;
using EventPlatform.Contracts.Versions;
using Npgsql;

namespace EventPlatform.EventStore.Inspection;

/// <param name="Problem">The problem at the position.</param>
internal sealed record LogProblem(long Position, string Problem);

/// <param name="Checked">The number of positions that were checked.</param>
/// <param name="Next">The last checked position, after which to continue.</param>
/// <param name="Last">The last position of the log.</param>
/// <param name="Problems">The problems, or the first ones if there are many.</param>
internal sealed record CheckedStretch(long Checked, long Next, long Last, int ProblemCount, IReadOnlyList<LogProblem> Problems);

/// <summary>
/// Reads the log as it is on disk and checks its invariants: no missing positions, readable documents, and content that matches its
/// hash.
/// </summary>
internal sealed class LogCheck(NpgsqlDataSource dataSource)
{
    private const int MaxProblems = 100;
    private const int StatementSeconds = 60;

    public async Task<CheckedStretch> RunAsync(long after, int limit, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand(
            """
            select e.seq_id, e.type, e.data::text, e.data->>'contentHash', e.is_archived, (select max(seq_id) from log.mt_events)
            from log.mt_events e where e.seq_id > $1 order by e.seq_id limit $2
            """, connection) { CommandTimeout = StatementSeconds, Parameters = { new() { Value = after }, new() { Value = limit } } };
        await using var rows = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, ct);
        var (position, last, seen, problems) = (after, after, 0L, new List<LogProblem>());
        while (await rows.ReadAsync(ct))
        {
            var at = rows.GetInt64(0);
            if (at != position + 1) problems.Add(new(position + 1, $"positions {position + 1} to {at - 1} are missing"));
            var (type, document) = (rows.GetString(1), rows.GetString(2));
            var hash = await rows.IsDBNullAsync(3, ct) ? null : rows.GetString(3);
            var (isTombstone, isArchived) = (type == "tombstone", rows.GetBoolean(4));
            last = rows.GetInt64(5);
            if (isArchived != isTombstone) problems.Add(new(at, "it is archived but not a tombstone, or the other way round"));
            else if (!isTombstone && ProblemOf(type, document, hash) is { } problem) problems.Add(new(at, problem));
            (position, seen) = (at, seen + 1);
        }

        return new(seen, position, Math.Max(last, position), problems.Count, [.. problems.Take(MaxProblems)]);
    }

    /// <summary>Returns the problem of a document, or null. A hash of an older form cannot be compared with the content.</summary>
    public static string? ProblemOf(string type, string document, string? hash)
    {
        if (hash is null) return "it has no content hash";
        try
        {
            StoredReports.Read(type, document);
            return ContentHash.IsCurrent(hash) && StoredReports.HashOf(type, document) != hash
                ? "its content is not what its hash says"
                : null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whatever exception the damage causes, the position is reported and the rest is checked
            return $"it cannot be read: {e.Message}";
        }
    }
}
