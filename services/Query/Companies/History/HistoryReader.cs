using EventPlatform.Query.Facts;
using EventPlatform.Query.Lists;
using EventPlatform.Storage;

namespace EventPlatform.Query.Companies.History;

/// <summary>The report that caused a change.</summary>
internal sealed record CausingReport(string Source, string Id, string Type);

/// <summary>A change at a position, before the fact is read.</summary>
/// <param name="Order">Order among the changes at one position, before <paramref name="Id"/>. Changes of keys come first.</param>
internal sealed record Change(
    long Position, int Order, string Id, Guid? FactId, string? Key, string? Canonical, bool IsJoined, DateTimeOffset RecordedTime,
    CausingReport Report)
{
    /// <summary>A place in the order of changes.</summary>
    public static Change At(long position, int order, string id = "") =>
        new(position, order, id, null, null, null, IsJoined: true, default, new("", "", ""));
}

/// <param name="Versions">The version of the fact that ended with the change, if one did, and the version that began.</param>
internal sealed record VersionedChange(Change Change, IReadOnlyList<FactAnswer> Versions);

/// <summary>Reads the changes of the facts and keys of a company, in the order of the log.</summary>
internal static class HistoryReader
{
    private const int VersionsAtOnce = 16; // each may be as large as a report

    /// <param name="keys">All keys of the company.</param>
    public static Task<IReadOnlyList<Change>> ReadAsync(
        ReadSession session, AsKnown known, IReadOnlyList<string> keys, Change? after, int count,
        CancellationToken ct) => session.ListAsync(
        $"""
        with changes (position, ordinal, id, fact_id, key, canonical, joined) as (
          (select f.known_from, f.ordinal, f.fact_id::text collate "C", f.fact_id, null, null, true
           from facts f where (f.company = any($1) or f.counterparty = any($1)) and f.known_from <= $2 and (f.known_from, f.ordinal) > ($3, $4) order by 1, 2 limit $6)
          union
          select n.known_from, n.ordinal, n.fact_id::text collate "C", n.fact_id, null, null, true
          from facts f join facts n on n.fact_id = f.fact_id and n.known_from = f.known_to
          where (f.company = any($1) or f.counterparty = any($1)) and n.known_from <= $2 and (n.known_from, n.ordinal) > ($3, $4)
            and coalesce(n.company <> all($1), true) and coalesce(n.counterparty <> all($1), true)
          union all
          select l.known_from, -1, l.key, null, l.key, l.canonical, true
          from links l where (l.key = any($1) or l.canonical = any($1)) and l.known_from between $3 and $2
          union all
          select l.known_to, -1, l.key, null, l.key, l.canonical, false
          from links l where (l.key = any($1) or l.canonical = any($1)) and l.known_to between $3 and $2
            and not exists (select from links x where x.key = l.key and x.known_from = l.known_to))
        select c.position, c.ordinal, c.id, c.fact_id, c.key, c.canonical, c.joined, e.timestamp, e.data->>'source', e.data->>'id', e.type
        from changes c join log.mt_events e on e.seq_id = c.position
        where (c.position, c.ordinal, c.id) > ($3, $4, $5) order by c.position, c.ordinal, c.id limit $6
        """,
        [keys.ToArray(), known.Position, after?.Position ?? 0, after?.Order ?? -2, after?.Id ?? "", count],
        row => new Change(
            row.GetInt64(0), row.GetInt32(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetGuid(3), row.GetText(4), row.GetText(5),
            row.GetBoolean(6),
            row.GetFieldValue<DateTimeOffset>(7), new(row.GetString(8), row.GetString(9), row.GetString(10))), ct);

    /// <summary>Adds to each change of a fact the version that ended with it, if one did, and the version that began.</summary>
    public static Task<ReadPage<VersionedChange>> WithVersionsAsync(ReadSession session, ReadPage<Change> page, CancellationToken ct) =>
        WithVersionsAsync(session, page, "f.known_to = c.position", ct);

    /// <param name="before">SQL condition for the version <c>f</c> before a change <c>c</c>.</param>
    public static async Task<ReadPage<VersionedChange>> WithVersionsAsync(
        ReadSession session, ReadPage<Change> page, string before, CancellationToken ct)
    {
        var read = new List<VersionedChange>();
        var left = (long)PageReading.MaxBytes;
        foreach (var some in page.Items.Chunk(VersionsAtOnce))
        {
            var versions = await VersionsAsync(session, some, before, ct);
            foreach (var change in some)
            {
                FactAnswer[] own = [.. change.FactId is { } id ? versions[(id, change.Position)] : []];
                left -= 2 * own.Sum(version => version.Bytes); // the answer has the changed values twice
                if (left < 0 && read.Count > 0) return new(read, HasMore: true);
                read.Add(new(change, own));
            }
        }

        return new(read, page.HasMore);
    }

    private static async Task<ILookup<(Guid FactId, long Position), FactAnswer>> VersionsAsync(
        ReadSession session, IReadOnlyList<Change> changes, string before, CancellationToken ct)
    {
        var ofFacts = changes.Where(change => change.FactId is not null).ToList();
        object[] parameters =
            [ofFacts.Select(change => change.FactId!.Value).ToArray(), ofFacts.Select(change => change.Position).ToArray()];
        var versions = await session.ListAsync(
            $"""
            select {FactAnswer.Columns}, c.position from unnest($1::uuid[], $2::bigint[]) c (fact, position)
            join facts f on f.fact_id = c.fact and (f.known_from = c.position or {before}) order by f.known_from
            """,
            parameters, row => (Fact: FactAnswer.Read(row), Position: row.GetInt64(FactAnswer.ColumnCount)), ct);
        return versions.ToLookup(version => (version.Fact.Id, version.Position), version => version.Fact);
    }
}
