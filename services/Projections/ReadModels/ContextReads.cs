using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Identity;
using EventPlatform.Projections.Fold.Names;
using EventPlatform.Projections.Fold.Page;
using EventPlatform.Projections.Fold.Records;
using EventPlatform.Storage.ReadTables;

namespace EventPlatform.Projections.ReadModels;

/// <summary>
/// Reads the state that a page depends on beside its records: the companies that keys mean, the trust of feeds, and the parked groups.
/// </summary>
internal sealed class ContextReads(ReadSession session)
{
    /// <summary>Returns a cache with only what every page needs.</summary>
    public async Task<FoldCache> BeginAsync()
    {
        var (trusts, reassignments) = (new Trusts(), new Reassignments());
        foreach (var (feed, prefix, trust) in await session.ListAsync(
            "select feed, source_prefix, trust from trusts", [],
            row => (row.GetString(0), row.GetString(1), row.GetInt32(2)))) trusts.Set(feed, prefix, trust);
        foreach (var (position, declared) in await DeclaredAsync($"type = '{nameof(CompanyReassigned)}' order by position", []))
            reassignments.Add(position, (CompanyReassigned)declared);
        return new(PageContext.Begin(
            reassignments, trusts, await session.ListAsync("select group_key from parked", [], row => row.GetString(0))));
    }

    /// <summary>
    /// Loads everything that decides whether keys come to mean other companies in the course of a page. Returns false if none can.
    /// </summary>
    public async Task<bool> LoadMovesAsync(FoldCache cache, IReadOnlyList<(long Position, IReport Report)> page, SliceWriter before)
    {
        await new SeparationReads(session).SeparateAsync(
            cache, [.. page.Select(sent => sent.Report.Data).OfType<CompanyReassigned>()], before);
        var identifiers = page.SelectMany(sent => Identifiers.In(sent.Report.Data.Parties)).Select(found => found.Identifier)
            .Where(cache.Identifiers.Add).ToArray();
        if (identifiers.Length > 0)
        {
            foreach (var (identifier, mention) in await session.ListAsync(
                "select identifier, key, source, record from identifiers where identifier = any($1)", [identifiers],
                row => (row.GetString(0), new Mention(row.GetString(1), row.GetString(2), row.GetString(3)))))
                cache.Context.Identifiers.Add(identifier, mention);
        }

        var mayMove = KeyMeanings.KeysThatMayMove(page, cache.Context);
        string[] unconnected = [.. mayMove.Where(key => !cache.Connected.Contains(key))];
        if (unconnected.Length > 0)
        {
            await before.WrittenAsync();
            await LoadConnectedAsync(cache, unconnected);
        }

        return mayMove.Count > 0;
    }

    /// <summary>Adds queries for the names of the parties in a page, and for the companies that their keys mean.</summary>
    public static void AddParties(ReadBatch batch, FoldCache cache, IReadOnlyList<(long Position, IReport Report)> page)
    {
        var mentions = page.SelectMany(sent => sent.Report.Data.Parties.Select(
            named => cache.Context.Mention(RecordId.OfWords(sent.Report), named.KeyAsSent()))).ToList();
        AddCompanies(batch, cache, mentions.Select(cache.Context.Companies.Means));
        AddNames(batch, cache, [.. mentions.Where(cache.Named.Add)]);
    }

    /// <summary>Loads the companies that keys mean, unless they are already known.</summary>
    public async Task ResolveAsync(FoldCache cache, IEnumerable<string> keys)
    {
        var batch = session.Batch();
        AddCompanies(batch, cache, keys);
        await batch.ReadAsync();
    }

    private static void AddCompanies(ReadBatch batch, FoldCache cache, IEnumerable<string> keys)
    {
        var fresh = keys.Where(cache.Resolved.Add).ToArray();
        if (fresh.Length == 0) return;
        batch.Add(
            "select l.key, l.canonical from links l where l.key = any($1) and l.known_to = 9223372036854775807", [fresh],
            row => cache.Context.Companies.Pin(row.GetString(0), row.GetString(1)));
    }

    private static void AddNames(ReadBatch batch, FoldCache cache, IReadOnlyList<Mention> mentions)
    {
        if (mentions.Count == 0) return;
        batch.Add(
            """
            select n.sent, n.source, n.record, n.name, n.kind, n.last,
              array(select c.country from countries c where c.key = n.sent and c.source = n.source and c.record = n.record)
            from unnest($1::text[], $2::text[], $3::text[]) m (sent, source, record)
            cross join lateral (
              select * from names n
              where n.sent = m.sent collate "C" and n.source = m.source and n.record = m.record collate "C"
                and n.known_to = 9223372036854775807
              order by n.last desc limit 2) n
            """,
            [
                mentions.Select(mention => mention.Key).ToArray(), mentions.Select(mention => mention.Source).ToArray(),
                mentions.Select(mention => mention.Record).ToArray(),
            ],
            row =>
            {
                var named = new NameKey(new(row.GetString(0), row.GetString(1), row.GetString(2)), row.GetString(3));
                cache.Context.Names.Load(named, Enum.Parse<PartyKind>(row.GetString(4), ignoreCase: true), row.GetInt64(5));
                foreach (var country in row.GetFieldValue<string[]>(6)) cache.Context.Countries.Add(new(named.Mention, country));
            });
    }

    /// <summary>
    /// Loads everything that was ever reported about keys and about those joined to them. What they mean is then folded again from that.
    /// </summary>
    private async Task LoadConnectedAsync(FoldCache cache, string[] keys)
    {
        var companies = cache.Context.Companies;
        var connected = await session.ListAsync(
            """
            with recursive k (key) as (
              select unnest($1::text[]) collate "C"
              union
              select x.key from k cross join lateral (
                select other.key from identifiers i join identifiers other using (identifier) where i.key = k.key
                union all select unnest(d.keys) collate "C" from declarations d where d.keys @> array[k.key]) x)
            select key from k
            """, [keys], row => row.GetString(0));
        var all = connected.Where(cache.Connected.Add).ToArray();
        foreach (var (mention, position) in await session.ListAsync(
            "select sent, source, record, min(first) from names where sent = any($1) group by sent, source, record", [all],
            row => (new Mention(row.GetString(0), row.GetString(1), row.GetString(2)), row.GetInt64(3)))) companies.See(mention, position);
        var identified = await session.ListAsync(
            "select position, ordinal, identifier, key, source, record from identifiers where key = any($1)", [all],
            row => new Identified(
                row.GetInt64(0), row.GetInt32(1), row.GetString(2), new(row.GetString(3), row.GetString(4), row.GetString(5))));
        var declared = await DeclaredAsync("keys && $1", [all]);
        foreach (var (position, one) in declared)
        {
            foreach (var (_, key) in one.Keys) companies.See(key, position);
        }

        companies.Load(all, identified.Concat<IdentityEvent>(declared.Select(one => IdentityEvent.Of(one.Position, one.Data))));
        cache.Resolved.UnionWith(all);
    }

    private Task<IReadOnlyList<(long Position, IdentityDeclared Data)>> DeclaredAsync(string condition, object[] values) =>
        session.ListAsync(
            $"select {DeclarationRow.Table.Columns("d")} from declarations d where {condition}", values,
            row => DeclarationRow.Table.Read(row) is var declared ? (declared.Position, IdentityRows.Read(declared)) : default);
}
