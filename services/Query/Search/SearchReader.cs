using EventPlatform.Query.Companies;
using EventPlatform.Storage;

namespace EventPlatform.Query.Search;

/// <summary>Finds names in four places, and ranks them together.</summary>
/// <param name="words">The words of the search in lower case.</param>
internal sealed class SearchReader(ReadSession session, AsKnown known, string words)
{
    public const string Investor = "investor";

    /// <summary>
    /// A typo in a short word leaves a third of its trigrams. Names of several words share one word with many other names.
    /// </summary>
    private const string LikenessOfWord = "0.3";
    private const string LikenessOfWords = "0.45";

    /// <summary>SQL for the sources of the facts that have these keys ($1) in any role, or these ids ($3).</summary>
    public const string Sources =
        $"""
        select distinct source from (
          {Companies.Directory.FactsOf}
          union all select f.sources from facts f where f.fact_id = any($3) and f.known_from <= $2
          union all select f.sources from unnest($1) k
            join facts f on f.company = split_part(k, '/', 1) and f.product = split_part(k, '/', 2) and f.known_from <= $2
            where k like '%/%') s
        cross join unnest(s.sources) source
        """;

    private string Parties(bool alike) =>
        $"""
        select case when bool_or(c.kind = 'organisation') then 0 else 1 end as kind, coalesce(l.canonical, c.key) as key, null::text as name,
          null::text as company, max({NameMatch.Likeness("c.lower")}) as likeness
        from (
          select n.key, n.kind, lower(n.name) collate "C" as lower from names n
          where {known.Names} and {Fits("n.name", alike)}
          union all
          select n.key, n.kind, n.key from names n where {known.Names} and n.key like $2 || '%') c
        left join links l on l.key = c.key and {known.Links} group by 2
        """;

    private string Products(bool alike) =>
        $"""
        select 2, p.company || '/' || p.product, p.name, p.company, {NameMatch.Likeness("lower(p.name)")}
        from product_names p
        cross join lateral (select from facts f where f.company = p.company and f.product = p.product and {known.Facts} limit 1) known
        where {Fits("p.name", alike)} and p.first <= {known.Position}
        """;

    private string Plants(bool alike) =>
        $"""
        select 3, f.fact_id::text, f.data->>'plant', f.company, {NameMatch.Likeness("lower(f.data->>'plant')")}
        from facts f
        where f.type = 'PlantOpened' and {known.Facts} and {Fits("f.data->>'plant'", alike)}
        """;

    /// <summary>
    /// Counts, because to find just one the planner would read facts until it has it. Keys of names have the collation "C"; the index of
    /// investors has the default collation.
    /// </summary>
    private string IsInvestor =>
        $"(select count(*) from facts f where f.investors @> array[h.key collate \"default\"] and {known.Facts}) > 0";

    /// <summary>Finds names that contain the words first, and looks for others only if there are too few of these.</summary>
    /// <param name="kind">Null for all kinds.</param>
    public async Task<IReadOnlyList<FoundHit>> ReadAsync(string? kind, FoundHit? after, int count, CancellationToken ct)
    {
        // A generic plan would compare every name with the words. So would a plan for words that the planner expects to match many names
        await session.ListAsync(
            """
            select set_config('plan_cache_mode', 'force_custom_plan', true), set_config('enable_seqscan', 'off', true),
              set_config('pg_trgm.similarity_threshold', $1, true)
            """,
            [words.Contains(' ', StringComparison.Ordinal) ? LikenessOfWords : LikenessOfWord], row => row.GetString(0), ct);
        var found = await ReadAsync(kind, after, count, alike: false, ct);
        return found.Count >= count ? found : await ReadAsync(kind, after, count, alike: true, ct);
    }

    private string Fits(string name, bool alike) => alike ? NameMatch.Fits(name, words) : NameMatch.Contains(name, words);

    private async Task<IReadOnlyList<FoundHit>> ReadAsync(string? kind, FoundHit? after, int count, bool alike, CancellationToken ct)
    {
        var (parts, condition) = kind switch
        {
            null => ($"{Parties(alike)} union all {Products(alike)} union all {Plants(alike)}", "true"),
            "product" => (Products(alike), "true"),
            "plant" => (Plants(alike), "true"),
            Investor => (Parties(alike), IsInvestor),
            _ => (Parties(alike), $"h.kind = {(kind == "company" ? 0 : 1)}"),
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
                new Hit((HitKind)row.GetInt32(0), row.GetString(1), row.GetText(2) ?? "", row.GetText(3), row.GetBoolean(5)),
                row.GetDouble(4)), ct);
        var names = await KnownCompany.NamesAsync(
            session, known, found.Where(hit => hit.Hit.Name.Length == 0).Select(hit => hit.Hit.Key), ct);
        return [.. found.Select(hit => hit.Hit.Name.Length > 0
            ? hit
            : hit with { Hit = hit.Hit with { Name = names.GetValueOrDefault(hit.Hit.Key, hit.Hit.Key) } })];
    }
}
