using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.EventStore.DeadLetters;

/// <summary>Dead letters with one cause.</summary>
/// <param name="Feed">That the sources belong to; null if it is no registered feed's.</param>
/// <param name="Cause">The error of each with its variable parts (numbers, ids, what is in quotation marks) as <c>…</c>.</param>
/// <param name="LastHour">How many of them came in the last hour.</param>
/// <param name="ExampleId">Id of the newest.</param>
internal sealed record LetterGroup(
    string Reason, string Type, string? Feed, string Cause, long Count,
    DateTimeOffset FirstAt, DateTimeOffset LastAt, long LastHour, Guid ExampleId);

/// <summary>Groups dead letters by what went wrong.</summary>
internal sealed class LetterGroups(NpgsqlDataSource dataSource)
{
    /// <summary>Largest first.</summary>
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
