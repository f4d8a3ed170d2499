using EventPlatform.Query.Search;

namespace EventPlatform.Query.Companies;

/// <summary>A key that was found, with how well it matches the search.</summary>
internal sealed record Found(string Key, double Likeness);

/// <summary>Finds companies by their names and keys.</summary>
internal static class Directory
{
    /// <summary>SQL for the sources of all facts of companies up to a position, in any role: their names come from these.</summary>
    public const string Sources = $"select distinct source from ({FactsOf}) s cross join unnest(s.sources) source";

    /// <summary>
    /// SQL for the sources of each fact that has one of the keys ($1) in any role and was known at the position ($2) or before.
    /// </summary>
    public const string FactsOf =
        """
        select f.sources from facts f where f.company = any($1) and f.known_from <= $2
        union all select f.sources from facts f where f.counterparty = any($1) and f.known_from <= $2
        union all select f.sources from facts f where f.investors && $1 and f.known_from <= $2
        """;

    /// <summary>Lists all companies by key.</summary>
    public static Task<IReadOnlyList<Found>> AllAsync(
        ReadSession session, AsKnown known, string after, int count, CancellationToken ct) => session.ListAsync(
        $"""
        select key from (
          (select distinct n.key from names n
           where n.kind = 'organisation' and n.key > $1 and {known.Names} and not exists (select from links l where l.key = n.key and {known.Links})
           order by n.key limit $2)
          union
          (select distinct l.canonical from links l
           where {known.Links} and l.canonical > $1 and exists (select from names n where n.key = l.key and {known.Names} and n.kind = 'organisation')
           order by l.canonical limit $2)) companies
        order by key limit $2
        """,
        [after, count], row => new Found(row.GetString(0), 0), ct);

    /// <summary>
    /// Finds companies by name or by the beginning of a key, the best match first, as <see cref="NameMatch"/> ranks them.
    /// </summary>
    public static Task<IReadOnlyList<Found>> SearchAsync(
        ReadSession session, AsKnown known, string search, Found? after, int count, CancellationToken ct)
    {
        return session.ListAsync(
        $"""
        with likely as (
          select n.key, lower(n.name) collate "C" as lower from names n
          where n.kind = 'organisation' and {known.Names}
            and {NameMatch.Fits("n.name", search)}
          union all
          select n.key, n.key from names n where n.kind = 'organisation' and {known.Names} and n.key like $2 || '%'
          union all
          select l.key, l.key from links l where {known.Links} and l.key like $2 || '%'),
        companies as (
          select coalesce(l.canonical, c.key) as key, max({NameMatch.Likeness("c.lower")}) as likeness
          from likely c left join links l on l.key = c.key and {known.Links} group by 1)
        select key, likeness::float8 from companies where $3::float8 is null or (-likeness, key) > (-$3::numeric, $4)
        order by likeness desc, key limit $5
        """,
        [search, NameMatch.Escaped(search), after?.Likeness!, after?.Key ?? "", count],
        row => new Found(row.GetString(0), row.GetDouble(1)), ct);
    }
}
