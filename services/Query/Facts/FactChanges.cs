using System.Text.Json.Serialization;
using EventPlatform.Query.Companies;
using EventPlatform.Query.Live;
using EventPlatform.Storage;
using EventPlatform.Storage.ReadTables;
using Npgsql;

namespace EventPlatform.Query.Facts;

/// <summary>A fact in the form in which it became known.</summary>
/// <param name="Cursor">
/// Position of the report that changed the fact, number of the change at that position, and generation of the read tables:
/// <c>position.ordinal@generation</c>.
/// </param>
internal sealed record FactChange(string Cursor, FactAnswer Fact)
{
    /// <summary>Companies that the fact was shown on before this change and is no longer shown on.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Left { get; init; } = [];

    public const string Example = $$"""{"cursor":"4.0@1","fact":{{FactAnswer.Example}}}""";
}

/// <param name="Company">The company that the facts are shown on.</param>
internal sealed record FactFilter(FollowedCompany? Company, string? Type, string? State);

/// <summary>
/// Fact versions in the order in which they became known, up to the position of the read tables. Positions and ordinals are the same in
/// every generation, so a cursor stays valid when another generation is served. The versions before it may differ there.
/// </summary>
internal sealed class FactChanges(
    ReadTables tables, NpgsqlDataSource dataSource, FollowedCompanies companies, Notifications notifications)
    : ILiveSource<FactChange, FactFilter>
{
    public string Name => "facts";

    public FactFilter Everything { get; } = new(null, null, null);

    public Task Changed => notifications.Of(ReadModel.ChangedChannel).Next;

    public bool Matches(FactFilter filter, FactChange value) =>
        (filter.Company is not { } company || company.IsMeantBy(value.Fact.Company) || company.IsMeantBy(value.Fact.Counterparty)
            || value.Left.Any(left => company.IsMeantBy(left)))
        && (filter.Type is null || value.Fact.Type == filter.Type) && (filter.State is null || value.Fact.State == filter.State);

    public async Task<LivePage<FactChange>> ReadAsync(LiveCursor after, FactFilter filter, PageLimit limit, CancellationToken ct)
    {
        await using var session = await tables.OpenAsync(ct);
        await companies.LookAsync(session, ct);
        await using var command = session.Command(
            $"""
            with head as materialized (select position, (select coalesce(max(seq_id), 0) from log.mt_events) as end_of_log from mark)
            select {FactAnswer.Columns}, head.position, head.end_of_log, f.found,
              (select e.timestamp from log.mt_events e where e.seq_id = f.known_from)
            from head left join lateral (
              select * from (
                select *, count(*) over () as found,
                  sum(pg_column_size(data)) over (order by known_from, ordinal) - pg_column_size(data) as before from (
                  select * from facts
                  where (known_from, ordinal) > ($1::bigint, $2::int) and known_from <= head.position
                    and ($3::text[] is null or company = any($3) or counterparty = any($3) or has_left && $3)
                    and ($4::text is null or type = $4) and ($5::text is null or state = $5)
                  order by known_from, ordinal limit $6) next) sized
              where before < $7) f on true
            order by known_from, ordinal
            """,
            [after.Position, after.Ordinal, filter.Company?.Keys, filter.Type, filter.State, limit.Items, limit.Bytes]);
        return await command.LivePageAsync(
            row => Change(row, session.Generation), limit, FactAnswer.ColumnCount, at => LiveCursor.EndOf(at, session.Generation), ct);
    }

    public Task<IReadOnlyList<string>> TraceParentsAsync(long after, long until, CancellationToken ct) =>
        TraceParents.BetweenAsync(dataSource, after, until, ct);

    /// <summary>Leaves out <c>KnownTo</c>, which is not known yet when a change is sent live.</summary>
    private static LiveItem<FactChange> Change(NpgsqlDataReader row, int generation)
    {
        var stored = FactRow.Table.Read(row);
        var fact = FactAnswer.Of(stored) with { KnownTo = null };
        var at = new LiveCursor(stored.KnownFrom, stored.Ordinal, generation);
        var recorded = row.GetFieldValue<DateTimeOffset?>(FactAnswer.ColumnCount + 3);
        return new(at, at.ToString(), new(at.ToString(), fact) { Left = stored.HasLeft ?? [] }, fact.Bytes, recorded);
    }
}
