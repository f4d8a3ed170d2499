using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.EventStore.DeadLetters;

/// <summary>The dead letters with the same cause.</summary>
/// <param name="Feed">The feed that the sources belong to; null if they belong to no registered feed.</param>
/// <param name="Cause">The error with its variable parts (numbers, ids and quoted texts) as <c>…</c>.</param>
/// <param name="LastHour">The number of letters of the last hour.</param>
/// <param name="ExampleId">The id of the newest letter.</param>
internal sealed record LetterGroup(
    string Reason, string Type, string? Feed, string Cause, long Count,
    DateTimeOffset FirstAt, DateTimeOffset LastAt, long LastHour, Guid ExampleId);

/// <summary>Groups dead letters by cause.</summary>
internal sealed class LetterGroups(NpgsqlDataSource dataSource)
{
    /// <summary>Returns the groups, the largest first.</summary>
    public async Task<IReadOnlyList<LetterGroup>> ListAsync(LetterFilter filter, int limit, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(
            $"""
            select d.reason, d.type, f.name, {LetterFilter.CauseOf}, count(*), min(d.at), max(d.last_at),
              count(*) filter (where d.last_at > clock_timestamp() - interval '1 hour'), (array_agg(d.event_id order by d.event_id desc))[1]
            from {LetterFilter.From}
            where {filter.Where()}
            group by 1, 2, 3, 4 order by 5 desc, 1, 2, 3, 4 limit $7
            """).With([.. filter.Values(), limit]);
        command.CommandTimeout = LetterFilter.StatementSeconds;
        return await command.ListAsync(row => new LetterGroup(
            row.GetString(0), row.GetString(1), row.GetText(2), row.GetString(3), row.GetInt64(4), row.GetFieldValue<DateTimeOffset>(5),
            row.GetFieldValue<DateTimeOffset>(6), row.GetInt64(7), row.GetGuid(8)), ct);
    }
}
