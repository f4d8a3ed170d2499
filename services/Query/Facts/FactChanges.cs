using EventPlatform.Query.Live;

namespace EventPlatform.Query.Facts;

/// <summary>A fact in the form in which it became known.</summary>
/// <param name="Cursor">Position of the report that changed it, and which of the changes at that position: <c>position.ordinal</c>.</param>
internal sealed record FactChange(string Cursor, FactAnswer Fact)
{
    public const string Example = $$"""{"cursor":"4.0","fact":{{FactAnswer.Example}}}""";
}

/// <param name="Company">A key that the facts are shown on.</param>
internal sealed record FactFilter(string? Company, string? Type, string? State);

/// <summary>
/// Fact versions in the order in which they became known, up to where the read tables are. Positions and ordinals are equal in every generation, so a
/// cursor goes on in the one that is served next.
/// </summary>
internal sealed class FactChanges(ReadTables tables, Notifications notifications) : ILiveSource<FactChange, FactFilter>
{
    public FactFilter Everything { get; } = new(null, null, null);

    public Task Changed => notifications.FactsChanged.Next;

    public bool Matches(FactFilter filter, FactChange value) =>
        (filter.Company is null || value.Fact.Company == filter.Company || value.Fact.Counterparty == filter.Company)
        && (filter.Type is null || value.Fact.Type == filter.Type) && (filter.State is null || value.Fact.State == filter.State);

    public async Task<LivePage<FactChange>> ReadAsync(LiveCursor after, FactFilter filter, int limit, CancellationToken ct)
    {
        await using var session = await tables.OpenAsync(ct);
        var rows = await session.ListAsync(
            $"""
            with head as materialized (select position from served.mark)
            select {FactAnswer.Columns}, f.ordinal, head.position
            from head left join lateral (
              select * from served.facts
              where (known_from, ordinal) > ($1::bigint, $2::int) and known_from <= head.position
                and ($3::text is null or company = $3 or counterparty = $3) and ($4::text is null or type = $4) and ($5::text is null or state = $5)
              order by known_from, ordinal limit $6) f on true
            order by known_from, ordinal
            """,
            [after.Position, after.Ordinal, filter.Company, filter.Type, filter.State, limit],
            row => (Change: row.IsDBNull(0) ? null : Change(FactAnswer.Read(row), row.GetInt32(row.FieldCount - 2)), Head: row.GetInt64(row.FieldCount - 1)), ct);
        var items = rows.Select(row => row.Change).OfType<LiveItem<FactChange>>().ToList();
        return items.Count == limit
            ? new(items, items[^1].At, IsLast: false)
            : new(items, LiveCursor.Later(after, LiveCursor.EndOf(rows[0].Head)), IsLast: true);
    }

    /// <summary>How it ended is not part of it: that is not known yet when it is told live.</summary>
    private static LiveItem<FactChange> Change(FactAnswer fact, int ordinal)
    {
        var at = new LiveCursor(fact.KnownFrom, ordinal);
        return new(at, at.ToString(), new(at.ToString(), fact with { KnownTo = null }));
    }
}
