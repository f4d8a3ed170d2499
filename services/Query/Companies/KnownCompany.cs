using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace EventPlatform.Query.Companies;

/// <summary>A company or another party.</summary>
/// <param name="Means">The canonical key. It differs from <paramref name="Key"/> if that is an alias.</param>
/// <param name="Names">
/// Every name under which it was reported, the latest first. If all of its reports were reassigned to other keys: the names it had.
/// </param>
/// <param name="Aliases">Other keys of the company.</param>
/// <param name="IsOrganisation">False if it was only reported as a person.</param>
internal sealed record KnownCompany(
    string Key, string Means, IReadOnlyList<string> Names, IReadOnlyList<string> Aliases, bool IsOrganisation)
{
    public const string NoSuch = "No such company";
    public const string FindKeys = "No report names a company with this key. GET /v1/companies?search= finds keys by name.";

    public IReadOnlyList<string> Keys => [Key, .. Aliases];

    /// <summary>Returns the canonical key of a company as it was known; the key itself if nothing is known.</summary>
    public static async Task<string> CanonicalAsync(ReadSession session, AsKnown known, string key, CancellationToken ct) =>
        await session.ListAsync(
            $"select l.canonical from links l where l.key = $1 and {known.Links}", [key], row => row.GetString(0), ct)
            is [var canonical] ? canonical : key;

    /// <summary>Returns the companies of those keys that are known, in the order of the keys.</summary>
    public static async Task<IReadOnlyList<KnownCompany>> FindAsync(
        ReadSession session, AsKnown known, IReadOnlyCollection<string> keys, CancellationToken ct)
    {
        var found = await session.ListAsync(
            $"""
            with members as (
              select company collate "C" as company, company collate "C" as key from unnest($1::text[]) company
              union all select l.canonical, l.key from links l where l.canonical = any($1) and {known.Links})
            select m.company, coalesce((select l.canonical from links l where l.key = m.company and {known.Links}), m.company),
              coalesce(array_agg(n.name order by case when n.last <= $2 then n.last else n.first end desc, n.name) filter (where {known.Names}),
                array_agg(n.name order by n.last desc, n.name) filter (where n.name is not null)),
              array_agg(distinct m.key order by m.key) filter (where m.key <> m.company), bool_or(n.kind = 'organisation')
            from members m left join names n on n.key = m.key and n.known_from <= $2 group by m.company having count(n.name) > 0
            """,
            [keys.ToArray(), known.Position], Read, ct);
        var byKey = found.ToDictionary(company => company.Key, StringComparer.Ordinal);
        return [.. keys.Distinct(StringComparer.Ordinal).Select(key => byKey.GetValueOrDefault(key)).OfType<KnownCompany>()];
    }

    /// <summary>Returns the latest name of each company, by key.</summary>
    public static async Task<Dictionary<string, string>> NamesAsync(
        ReadSession session, AsKnown known, IEnumerable<string> keys, CancellationToken ct)
    {
        var wanted = keys.Distinct(StringComparer.Ordinal).ToArray();
        return wanted.Length == 0 ? [] : (await session.ListAsync(
            $"""
            with members as (
              select company collate "C" as company, company collate "C" as key from unnest($1::text[]) company
              union all select l.canonical, l.key from links l where l.canonical = any($1) and {known.Links})
            select distinct on (m.company) m.company, n.name from members m join names n on n.key = m.key and n.known_from <= $2
            order by m.company, ({known.Names}) desc, case when n.last <= $2 then n.last else n.first end desc, n.name
            """,
            [wanted, known.Position],
            row => KeyValuePair.Create(row.GetString(0), row.GetString(1)), ct)).ToDictionary(StringComparer.Ordinal);
    }

    /// <summary>Answers for the company in the path, with 308 if its key is an alias, and 404 if no report names it.</summary>
    public static async Task<IResult> AnswerAsync(
        HttpRequest request, ReadSession session, AsKnown known, string key, Func<KnownCompany, Task<IResult>> answer, CancellationToken ct,
        bool isPersonToo = false)
    {
        if (key.Contains('\0', StringComparison.Ordinal)) return Unknown();
        var found = await FindAsync(session, known, [key], ct);
        var canonical = found is [var named] ? named.Means : await CanonicalAsync(session, known, key, ct);
        if (canonical != key)
        {
            var path = request.Path.Value!.Split('/');
            path[3] = Uri.EscapeDataString(canonical);
            return TypedResults.Redirect(
                $"{request.PathBase}{string.Join('/', path)}{request.QueryString}", permanent: true, preserveMethod: true);
        }

        return found is [var company] && (company.IsOrganisation || isPersonToo) ? await answer(company) : Unknown();
    }

    private static KnownCompany Read(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetString(1), [.. row.GetFieldValue<string[]>(2).Distinct(StringComparer.Ordinal)],
        row.IsDBNull(3) ? [] : row.GetFieldValue<string[]>(3), row.GetBoolean(4));

    private static ProblemHttpResult Unknown() =>
        TypedResults.Problem(title: NoSuch, detail: FindKeys, statusCode: StatusCodes.Status404NotFound);
}
