using System.Globalization;
using EventPlatform.Query.Companies.History;
using EventPlatform.Query.Lists;

namespace EventPlatform.Query.Companies.Diff;

/// <summary>Reads which facts and keys of a company differ between two positions, in the order of the changes.</summary>
/// <param name="from">The earlier position.</param>
/// <param name="known">The later one.</param>
internal sealed class DiffReader(ReadSession session, KnownCompany company, long from, AsKnown known)
{
    private const string OfIt = "(f.company = any($1) or f.counterparty = any($1))";

    /// <summary>Reads the facts that belong to the company at either position and changed in between, each with its last change.</summary>
    public async Task<ReadPage<VersionedChange>> FactsAsync(Change? after, int limit, CancellationToken ct)
    {
        var changes = await session.ListAsync(
            $"""
            with of_it as (
              select f.fact_id from facts f where {OfIt} and f.known_from <= $2 and f.known_to > $2 and f.state <> 'retracted'
              union
              select f.fact_id from facts f where {OfIt} and f.known_from <= $3 and f.known_to > $3 and f.state <> 'retracted')
            select f.known_from, f.ordinal, f.fact_id, e.timestamp, e.data->>'source', e.data->>'id', e.type
            from of_it join facts f on f.fact_id = of_it.fact_id and f.known_from <= $3 and f.known_to > $3
            join log.mt_events e on e.seq_id = f.known_from
            where f.known_from > $2 and (f.known_from, f.ordinal) > ($4, $5) order by f.known_from, f.ordinal limit {limit + 1}
            """,
            [company.Keys.ToArray(), from, known.Position, after?.Position ?? 0, after?.Order ?? -1],
            row => new Change(
                row.GetInt64(0), row.GetInt32(1), row.GetGuid(2).ToString(), row.GetGuid(2), null, null, IsJoined: true,
                row.GetFieldValue<DateTimeOffset>(3), new CausingReport(row.GetString(4), row.GetString(5), row.GetString(6))), ct);
        var position = from.ToString(CultureInfo.InvariantCulture);
        return await HistoryReader.WithVersionsAsync(
            session, PageReading.PageOf(changes, limit),
            $"f.known_from <= {position} and f.known_to > {position} and f.state <> 'retracted'", ct);
    }

    /// <summary>Returns false if the changes were undone.</summary>
    public bool Differs(VersionedChange change) => change.Versions is not [var before, var after]
        || HistoryEntry.IsOf(company, before) != HistoryEntry.IsOf(company, after) || ValueChange.Between(before, after).Count > 0;

    /// <summary>Reads the keys that mean the company at only one of the positions, each with its last change.</summary>
    public Task<IReadOnlyList<Change>> KeysAsync(CancellationToken ct) => session.ListAsync(
        """
        with was as (select key from links where canonical = $1 and known_from <= $2 and known_to > $2),
        now as (select key from links where canonical = $1 and known_from <= $3 and known_to > $3),
        differing as (
          select key, true as joined from now where key not in (select key from was)
          union all
          select key, false from was where key not in (select key from now))
        select last.position, d.key, d.joined, e.timestamp, e.data->>'source', e.data->>'id', e.type
        from differing d
        cross join lateral (
          select max(case when d.joined then l.known_from else l.known_to end) as position from links l
          where l.key = d.key and l.canonical = $1 and case when d.joined then l.known_from else l.known_to end <= $3) last
        join log.mt_events e on e.seq_id = last.position order by 1, 2
        """,
        [company.Key, from, known.Position],
        row => new Change(
            row.GetInt64(0), -1, row.GetString(1), null, row.GetString(1), company.Key, row.GetBoolean(2),
            row.GetFieldValue<DateTimeOffset>(3), new CausingReport(row.GetString(4), row.GetString(5), row.GetString(6))), ct);
}
