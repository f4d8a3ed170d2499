using EventPlatform.Query.Companies;
using EventPlatform.Storage;

namespace EventPlatform.Query.Search;

/// <summary>Finds names in four places, and ranks them together.</summary>
/// <param name="words">In lower case.</param>
internal sealed class SearchReader(ReadSession session, AsKnown known, string words)
{
    public const string Investor = "investor";

    /// <summary>The sources of the facts that have these keys ($1) in whatever part, or these ids ($3).</summary>
    public const string Sources =
        """
        select distinct source from (
          select f.sources from facts f where f.company = any($1) and f.known_from <= $2
          union all select f.sources from facts f where f.counterparty = any($1) and f.known_from <= $2
          union all select f.sources from facts f where f.investors && $1 and f.known_from <= $2
          union all select f.sources from facts f where f.fact_id = any($3) and f.known_from <= $2
          union all select f.sources from unnest($1) k
            join facts f on f.company = split_part(k, '/', 1) and f.product = split_part(k, '/', 2) and f.known_from <= $2
            where k like '%/%') s
        cross join unnest(s.sources) source
        """;

    private string Parties =>
        $"""
        select case when bool_or(c.kind = 'organisation') then 0 else 1 end as kind, coalesce(l.canonical, c.key) as key, null::text as name,
          null::text as company, {NameMatch.Likeness("c.lower")} as likeness
        from (
          select n.key, n.kind, lower(n.name) collate "C" as lower from names n
          where {known.Names} and {NameMatch.Fits("n.name", words)}
          union all
          select n.key, n.kind, n.key from names n where {known.Names} and n.key like $2 || '%') c
        left join links l on l.key = c.key and {known.Links} group by 2
        """;

    private string Products =>
        $"""
        select 2, p.company || '/' || p.product, p.name, p.company, {NameMatch.Likeness("lower(p.name)")}
        from product_names p
        where {NameMatch.Fits("p.name", words)}
          and p.first <= {known.Position} and exists (select from facts f where f.company = p.company and f.product = p.product and {known.Facts})
        group by p.company, p.product
        """;

    private string Plants =>
        $"""
        select 3, f.fact_id::text, f.data->>'plant', f.company, {NameMatch.Likeness("lower(f.data->>'plant')")}
        from facts f
        where f.type = 'PlantOpened' and {known.Facts} and {NameMatch.Fits("f.data->>'plant'", words)}
        group by f.fact_id, f.known_from
        """;

    private string IsInvestor => $"exists (select from facts f where f.investors @> array[h.key] and {known.Facts})";

    /// <param name="kind">Null: all.</param>
    public async Task<IReadOnlyList<FoundHit>> ReadAsync(string? kind, FoundHit? after, int count, CancellationToken ct)
    {
        var (parts, condition) = kind switch
        {
            null => ($"{Parties} union all {Products} union all {Plants}", "true"),
            "product" => (Products, "true"),
            "plant" => (Plants, "true"),
            Investor => (Parties, IsInvestor),
            _ => (Parties, $"h.kind = {(kind == "company" ? 0 : 1)}"),
        };
        var found = await session.ListAsync(
            $"""
            select h.kind, h.key, h.name, h.company, h.likeness::float8, h.kind < 2 and {IsInvestor} from (
              select * from ({parts}) h (kind, key, name, company, likeness)
              where {condition} and ($3::float8 is null or (-likeness, kind, key collate "C") > (-$3::numeric, $4, $5))
              order by likeness desc, kind, key collate "C" limit $6) h
            order by h.likeness desc, h.kind, h.key collate "C"
            """,
            [words, NameMatch.Escaped(words), after?.Likeness, (int)(after?.Hit.Kind ?? HitKind.Company), after?.Hit.Key ?? "", count],
            row => new FoundHit(
                new Hit((HitKind)row.GetInt32(0), row.GetString(1), row.GetText(2) ?? "", row.GetText(3), row.GetBoolean(5)), row.GetDouble(4)), ct);
        var names = await KnownCompany.NamesAsync(session, known, found.Where(hit => hit.Hit.Name.Length == 0).Select(hit => hit.Hit.Key), ct);
        return [.. found.Select(hit => hit.Hit.Name.Length > 0 ? hit : hit with { Hit = hit.Hit with { Name = names.GetValueOrDefault(hit.Hit.Key, hit.Hit.Key) } })];
    }
}
