using EventPlatform.Contracts;
using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.Query.Promises;

/// <param name="Last">Of the facts looked at: where to go on; null where there are no more.</param>
internal sealed record PromisePage(IReadOnlyList<PromiseAnswer> Items, (long Since, Guid FactId)? Last);

/// <summary>Reads promises and the deeds that may meet them.</summary>
internal static class PromiseReader
{
    private const string Columns =
        "fact_id, since, type, company, coalesce(data->>'product', data->>'plant'), coalesce(data->>'kind', data->>'technology'), data->>'region', data->>'milestone', on_date, product, region, milestones::text";

    /// <param name="company">Canonical key; null: of all.</param>
    /// <param name="position">As known at.</param>
    /// <param name="limit">How many promises to look at.</param>
    public static async Task<PromisePage> ReadAsync(
        ReadSession session, string? company, long position, DateOnly asOf, (long Since, Guid FactId) after, int limit, CancellationToken ct)
    {
        var promised = await session.ListAsync(
            $"""
            select {Columns} from served.facts
            where {KnownAt.Condition} and ($2::text is null or company = $2) and (since, fact_id) > ($3::bigint, $4::uuid)
              and (type = 'ProductShipped' and status = 'planned' or type = 'ProductAnnounced' and status = 'announced'
                or type = 'PlantOpened' and status <> 'cancelled' and jsonb_path_exists(milestones, '$[*] ? (@.status == "planned" && exists(@.on))'))
            order by since, fact_id limit $5
            """,
            [position, company, after.Since, after.FactId, limit + 1], Read, ct);
        var page = promised.Take(limit).ToList();
        var deeds = (await DeedsAsync(session, page, position, asOf, ct)).ToLookup(deed => (deed.Company, deed.Product));
        return new([.. page.Select(one => PromiseAnswer.Of(one, Meeting(one, deeds), asOf))], promised.Count > limit ? (page[^1].Since, page[^1].FactId) : null);
    }

    private static IEnumerable<Deed> Meeting(Promised promised, ILookup<(string, string), (string Company, string Product, string Region, Deed Deed)> deeds) =>
        promised is { Company: { } company, ProductKey: { } product }
            ? deeds[(company, product)].Where(deed => promised.RegionKey is null || deed.Region == promised.RegionKey).Select(deed => deed.Deed)
            : promised.Own is { } own ? [new(promised.FactId, own)] : [];

    /// <summary>Of each company, product and region the earliest actual shipment.</summary>
    private static async Task<IReadOnlyList<(string Company, string Product, string Region, Deed Deed)>> DeedsAsync(
        ReadSession session, List<Promised> promised, long position, DateOnly asOf, CancellationToken ct)
    {
        var wanted = promised.Where(one => one is { Company: not null, ProductKey: not null }).DistinctBy(one => (one.Company, one.ProductKey)).ToList();
        return wanted.Count == 0 ? [] : await session.ListAsync(
            $"""
            select distinct on (f.company, f.product, coalesce(f.region, '')) f.company, f.product, coalesce(f.region, ''), f.fact_id, f.on_date
            from unnest($2::text[], $3::text[]) w (company, product) join served.facts f on f.company = w.company and f.product = w.product
            where {KnownAt.Condition} and f.type = 'ProductShipped' and f.status = 'actual' and f.latest <= $4
            order by f.company, f.product, coalesce(f.region, ''), f.earliest, f.since, f.fact_id
            """,
            [position, wanted.ConvertAll(one => one.Company).ToArray(), wanted.ConvertAll(one => one.ProductKey).ToArray(), asOf],
            row => (row.GetString(0), row.GetString(1), row.GetString(2), new Deed(row.GetGuid(3), PartialDate.Parse(row.GetString(4)))), ct);
    }

    private static Promised Read(NpgsqlDataReader row)
    {
        var (type, milestones) = (row.GetString(2), MilestoneDates.Read(row.GetText(11)));
        var isPlant = type == nameof(PlantOpened);
        return new(row.GetGuid(0), row.GetInt64(1), row.GetText(3), isPlant ? "plant" : row.GetText(7) ?? "units", row.GetString(4), row.GetText(5), row.GetText(6),
            isPlant ? milestones[PlantStatus.Planned] : PartialDate.Parse(row.GetString(8)), row.GetText(9), type == nameof(ProductShipped) ? row.GetText(10) ?? "" : null,
            milestones.GetValueOrDefault(PlantStatus.Opened) ?? milestones.GetValueOrDefault(PlantStatus.Producing));
    }
}
