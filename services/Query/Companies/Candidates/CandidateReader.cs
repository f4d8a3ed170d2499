using EventPlatform.Contracts;
using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.Query.Companies.Candidates;

/// <summary>The sort key of the last candidate of a page.</summary>
internal sealed record CandidateCursor(double By, string Key, string Other);

/// <summary>A candidate as it is stored.</summary>
internal sealed record CandidateRow(
    CandidateKind Kind, string Key, string Other, long Since, double Score, string[] Grounds, bool IsDismissed);

/// <summary>Reads candidates, and the money that is at stake with each.</summary>
internal static class CandidateReader
{
    private static readonly string PartiesOfOne =
        $"""
        select distinct on (k.company) k.company, k.company, n.name, p.sources from unnest($1::text[]) k (company)
        join company_profiles p on p.company = k.company
        join names n on n.known_to = {ReadModel.Open} and (n.key = k.company
          or n.key = any(array(select l.key from links l where l.canonical = k.company and l.known_to = {ReadModel.Open})))
        order by k.company, n.last desc, n.name
        """;

    private static readonly string PartiesOfTwo =
        $"""
        select distinct on (n.key, n.source) n.key, n.key, n.name, array[n.source] from unnest($1::text[]) k (key)
        join names n on n.key = k.key and n.known_to = {ReadModel.Open}
        order by n.key, n.source, n.last desc, n.name
        """;

    private const string StakesOfOne =
        "select key, '', currency, amount, rounds from funding_totals where dimension = 'company' and key = any($1) and currency <> '' order by currency";

    private static readonly string StakesOfTwo =
        $"""
        select k.key, source, f.currency, sum(f.amount), count(*) from unnest($1::text[]) k (key)
        left join links l on l.key = k.key and l.known_to = {ReadModel.Open}
        join facts f on f.company = coalesce(l.canonical, k.key) and f.known_to = {ReadModel.Open} and {AsKnown.Rounds} and f.amount is not null
        cross join unnest(f.sources) source group by 1, 2, 3 order by 3
        """;

    /// <summary>Returns the position up to which candidates are known.</summary>
    public static async Task<long> PositionAsync(ReadSession session, CancellationToken ct) =>
        (await session.ListAsync("select position from candidate_mark", [], row => row.GetInt64(0), ct))[0];

    public static Task<IReadOnlyList<CandidateRow>> ReadAsync(
        ReadSession session, CandidateKind? kind, CandidateState state, string? key, bool byScore, CandidateCursor? after, int count,
        CancellationToken ct)
    {
        var by = byScore ? "score" : "since";
        var conditions = new Conditions("true").Add("kind = ?", kind is { } one ? ContractJson.Name(one) : null)
            .Add("dismissed = ?", state == CandidateState.Dismissed)
            .Add("? in (one, other)", key);
        if (after is not null)
            conditions.Add(
                $"(-{by}::float8, one, other) > ({conditions.Parameter(-after.By)}, {conditions.Parameter(after.Key)}, {conditions.Parameter(after.Other)})");
        return session.ListAsync(
            $"select kind, one, other, since, score::float8, grounds, dismissed from candidates where {conditions} order by -{by}::float8, one, other limit {count}",
            conditions.Values, Read, ct);
    }

    public static async Task<IReadOnlyList<Candidate>> WithPartiesAsync(
        ReadSession session, IReadOnlyList<CandidateRow> rows, CancellationToken ct)
    {
        string[] companies = [.. rows.Where(row => row.Kind == CandidateKind.PerhapsOne)
            .SelectMany(row => (string[])[row.Key, row.Other]).Distinct(StringComparer.Ordinal)];
        string[] keys = [.. rows.Where(row => row.Kind == CandidateKind.PerhapsTwo).Select(row => row.Key)];
        var one = await PartiesAsync(session, PartiesOfOne, StakesOfOne, companies, isBySource: false, ct);
        var two = await PartiesAsync(session, PartiesOfTwo, StakesOfTwo, keys, isBySource: true, ct);
        return [.. rows.Select(row => new Candidate(
            row.Other.Length == 0 ? row.Key : $"{row.Key}+{row.Other}", row.Kind,
            row.IsDismissed ? CandidateState.Dismissed : CandidateState.Open, row.Since, Math.Round(row.Score, 3), row.Key,
            row.Other.Length == 0 ? null : row.Other, row.Grounds,
            row.Kind == CandidateKind.PerhapsOne
                ? [.. one[row.Key], .. one[row.Other]]
                : [.. two[row.Key]
                    .Where(party => row.Grounds.Any(ground => ground.EndsWith($" in {party.Sources[0]}", StringComparison.Ordinal)))]))];
    }

    private static async Task<ILookup<string, CandidateParty>> PartiesAsync(
        ReadSession session, string parties, string stakes, string[] keys, bool isBySource, CancellationToken ct)
    {
        if (keys.Length == 0) return Array.Empty<CandidateParty>().ToLookup(party => party.Key, StringComparer.Ordinal);
        var lines = (await session.ListAsync(
            stakes, [keys],
            row => (
                Key: row.GetString(0), Source: row.GetString(1),
                Line: new RaisedLine(row.GetString(2), row.GetDecimal(3), (int)row.GetInt64(4))), ct))
            .ToLookup(line => (line.Key, line.Source), line => line.Line);
        var found = await session.ListAsync(
            parties, [keys],
            row => (Of: row.GetString(0), Key: row.GetString(1), Name: row.GetString(2), Sources: row.GetFieldValue<string[]>(3)), ct);
        return found.ToLookup(
            party => party.Of,
            party => new CandidateParty(party.Key, party.Name, party.Sources, [.. lines[(party.Of, isBySource ? party.Sources[0] : "")]]),
            StringComparer.Ordinal);
    }

    private static CandidateRow Read(NpgsqlDataReader row) => new(
        ContractJson.Named<CandidateKind>(row.GetString(0))!.Value, row.GetString(1), row.GetString(2), row.GetInt64(3), row.GetDouble(4),
        row.GetFieldValue<string[]>(5), row.GetBoolean(6));
}
