using EventPlatform.Contracts;
using EventPlatform.Query.Facts;
using EventPlatform.Query.Lists;
using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.Query.Promises;

/// <summary>Reads promises and the deeds that may meet them.</summary>
internal static class PromiseReader
{
    private const string Columns =
        "f.fact_id, f.since, f.type, f.company, coalesce(f.data->>'product', f.data->>'plant'), " +
        "coalesce(f.data->>'kind', f.data->>'technology'), f.data->>'region', f.data->>'milestone', f.on_date, f.product, f.region, " +
        "f.milestones::text, f.sources, f.data->'company'->>'name'";

    private const int ColumnCount = 14;

    private const int Usually = 50; // promises of a company that show how late it usually is

    private const int AtOnce = 500;

    private const int MostExamined = 10_000;

    private const string Promising = "f.due is not null";

    /// <param name="chosen">Further conditions on the promises.</param>
    /// <param name="asOf">The day on which they are judged.</param>
    /// <param name="after">The end of the page before, as <paramref name="sort"/> reads it.</param>
    /// <param name="limit">How many promises to look at.</param>
    /// <returns>The promises, each with its sort key.</returns>
    public static async Task<ReadPage<(PromiseAnswer Answer, string Key)>> ReadAsync(
        ReadSession session, AsKnown known, Conditions chosen, FactSort sort, DateOnly asOf, object[]? after, int limit,
        CancellationToken ct)
    {
        var conditions = chosen.Add(known.Facts).Add(Promising);
        sort.After(after, conditions);
        var page = await session.PageAsync(
            $"select {Columns}, ({sort.Expression})::text from facts f where {conditions} order by {sort.OrderBy} limit {limit + 1}",
            conditions.Values, row => (Promised: Read(row), Key: row.GetString(ColumnCount)), limit, _ => 0, ct);
        var answers = await JudgeAsync(session, known, [.. page.Items.Select(item => item.Promised)], asOf, ct);
        return new([.. answers.Zip(page.Items, (answer, item) => (answer, item.Key))], page.HasMore);
    }

    /// <summary>
    /// Reads promises until enough of them are in a state. A state follows from other facts and from the day, so the database cannot
    /// choose by it. After 10,000 promises the page ends with what was found.
    /// </summary>
    /// <param name="chosen">Returns further conditions on the promises.</param>
    /// <param name="state">Null for every state.</param>
    public static async Task<PromisesInState> InStateAsync(
        ReadSession session, AsKnown known, Func<Conditions> chosen, FactSort sort, DateOnly asOf, PromiseState? state, object[]? after,
        int limit, CancellationToken ct)
    {
        var (found, examined) = (new List<PromiseAnswer>(), 0);
        while (true)
        {
            var page = await ReadAsync(session, known, chosen(), sort, asOf, after, state is null ? limit : AtOnce, ct);
            foreach (var (index, (answer, key)) in page.Items.Index())
            {
                if (state is null || answer.State == state) found.Add(answer);
                var isLast = index == page.Items.Count - 1;
                if (found.Count == limit) return new(found, isLast && !page.HasMore ? null : (key, answer.FactId));
            }

            if (!page.HasMore) return new(found, null);
            var last = page.Items[^1];
            examined += page.Items.Count;
            if (examined >= MostExamined) return new(found, (last.Key, last.Answer.FactId));
            after = [last.Key, last.Answer.FactId];
        }
    }

    /// <summary>Returns how late these companies usually are, judged by those of their latest promises that were met.</summary>
    public static async Task<Dictionary<string, UsualDelay>> UsualAsync(
        ReadSession session, AsKnown known, IEnumerable<string?> companies, DateOnly asOf, CancellationToken ct)
    {
        var wanted = companies.OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        if (wanted.Length == 0) return [];
        var promised = await session.ListAsync(
            $"""
            select p.* from unnest($1::text[]) c (company) cross join lateral (
              select {Columns} from facts f where f.company = c.company and {known.Facts} and {Promising} and f.due <= $2
              order by f.due desc, f.fact_id limit {Usually}) p
            """,
            [wanted, asOf], Read, ct);
        return (await JudgeAsync(session, known, promised, asOf, ct)).Where(promise => promise.MetBy is not null)
            .GroupBy(promise => promise.Company!, StringComparer.Ordinal)
            .ToDictionary(promises => promises.Key, promises => UsualDelay.Of([.. promises]), StringComparer.Ordinal);
    }

    private static async Task<List<PromiseAnswer>> JudgeAsync(
        ReadSession session, AsKnown known, IReadOnlyList<Promised> promised, DateOnly asOf, CancellationToken ct)
    {
        var deeds = (await DeedsAsync(session, known, promised, asOf, ct)).ToLookup(deed => (deed.Company, deed.Product));
        return [.. promised.Select(one => PromiseAnswer.Of(one, Meeting(one, deeds), asOf))];
    }

    private static IEnumerable<Deed> Meeting(
        Promised promised, ILookup<(string, string), (string Company, string Product, string Region, Deed Deed)> deeds) =>
        promised is { Company: { } company, ProductKey: { } product }
            ? deeds[(company, product)].Where(deed => promised.RegionKey is null || deed.Region == promised.RegionKey)
                .Select(deed => deed.Deed)
            : promised.Own is { } own ? [new(promised.FactId, own)] : [];

    /// <summary>Reads the earliest actual shipment of each company, product and region.</summary>
    private static async Task<IReadOnlyList<(string Company, string Product, string Region, Deed Deed)>> DeedsAsync(
        ReadSession session, AsKnown known, IReadOnlyList<Promised> promised, DateOnly asOf, CancellationToken ct)
    {
        var wanted = promised.Where(one => one is { Company: not null, ProductKey: not null })
            .DistinctBy(one => (one.Company, one.ProductKey)).ToList();
        return wanted.Count == 0 ? [] : await session.ListAsync(
            $"""
            select distinct on (f.company, f.product, coalesce(f.region, '')) f.company, f.product, coalesce(f.region, ''), f.fact_id,
              f.on_date, f.sources
            from unnest($1::text[], $2::text[]) w (company, product) join facts f on f.company = w.company and f.product = w.product
            where {known.Facts} and f.type = 'ProductShipped' and f.status = 'actual' and f.latest <= $3
            order by f.company, f.product, coalesce(f.region, ''), f.earliest, f.since, f.fact_id
            """,
            [wanted.ConvertAll(one => one.Company).ToArray(), wanted.ConvertAll(one => one.ProductKey).ToArray(), asOf],
            row => (
                row.GetString(0), row.GetString(1), row.GetString(2),
                new Deed(row.GetGuid(3), PartialDate.Parse(row.GetString(4))) { Sources = row.GetFieldValue<string[]>(5) }), ct);
    }

    private static Promised Read(NpgsqlDataReader row)
    {
        var (type, milestones) = (row.GetString(2), MilestoneDates.Read(row.GetText(11)));
        var isPlant = type == nameof(PlantOpened);
        return new(
            row.GetGuid(0), row.GetInt64(1), row.GetText(3), isPlant ? "plant" : row.GetText(7) ?? "units", row.GetString(4),
            row.GetText(5), row.GetText(6), isPlant ? milestones[PlantStatus.Planned] : PartialDate.Parse(row.GetString(8)), row.GetText(9),
            type == nameof(ProductShipped) ? row.GetText(10) ?? "" : null,
            milestones.GetValueOrDefault(PlantStatus.Opened) ?? milestones.GetValueOrDefault(PlantStatus.Producing),
            row.GetFieldValue<string[]>(12), row.GetText(13));
    }
}

/// <param name="End">The sort key and the fact that the next page begins after; null on the last page.</param>
internal sealed record PromisesInState(IReadOnlyList<PromiseAnswer> Items, (string Key, Guid FactId)? End);
