using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Projections.Fold;
using EventPlatform.Projections.Fold.Identity;

namespace EventPlatform.Projections.ReadModels;

/// <summary>Reads what a page depends on beside its records: which company each key means, how far feeds are trusted, what is parked.</summary>
internal sealed class ContextReads(ReadSession session)
{
    /// <summary>Nothing but what every page depends on.</summary>
    public async Task<AtHand> BeginAsync()
    {
        var trusts = new Trusts();
        foreach (var (feed, prefix, trust) in await session.ListAsync("select feed, source_prefix, trust from read_n.trusts", [], row => (row.GetString(0), row.GetString(1), row.GetInt32(2))))
            trusts.Set(feed, prefix, trust);
        return new(trusts, await session.ListAsync("select group_key from read_n.parked", [], row => row.GetString(0)));
    }

    /// <summary>What the keys of a page mean, before it and in the course of it.</summary>
    public async Task<Meanings> MeaningsAsync(AtHand hand, IReadOnlyList<(long Position, IReport Report)> page, SliceWriter before)
    {
        var identifiers = page.SelectMany(sent => Identifiers.In(sent.Report.Data)).Select(found => found.Identifier).Where(hand.Identifiers.Add).ToArray();
        if (identifiers.Length > 0)
        {
            hand.Context.Identifiers.UnionWith(await session.ListAsync(
                "select identifier, key from read_n.identifiers where identifier = any($1)", [identifiers], row => (row.GetString(0), row.GetString(1))));
        }

        var mayMove = Identifiers.KeysThatMayMove(page, hand.Context.Identifiers);
        string[] unconnected = [.. mayMove.Where(key => !hand.Connected.Contains(key))];
        if (unconnected.Length > 0)
        {
            await before.WrittenAsync();
            await LoadConnectedAsync(hand, unconnected);
        }

        var keys = page.SelectMany(sent => NamesInReports.Parties(sent.Report.Data)).Select(named => named.KeyAsSent()).ToList();
        await ResolveAsync(hand, keys);
        await LoadNamesAsync(hand, [.. keys.Where(hand.Named.Add)]);
        return new(page, hand.Context, mayMove.Count > 0);
    }

    /// <summary>Learns what keys mean that came up since.</summary>
    public async Task ResolveAsync(AtHand hand, IEnumerable<string> keys)
    {
        var fresh = keys.Where(hand.Resolved.Add).ToArray();
        if (fresh.Length == 0) return;
        foreach (var (key, means) in await session.ListAsync(
            "select l.key, l.canonical from read_n.links l where l.key = any($1) and l.known_to = 9223372036854775807", [fresh],
            row => (row.GetString(0), row.GetString(1)))) hand.Context.Companies.Settle(key, means);
    }

    private async Task LoadNamesAsync(AtHand hand, string[] keys)
    {
        if (keys.Length == 0) return;
        foreach (var (named, kind, position) in await session.ListAsync(
            """
            select n.key, n.name, n.kind, n.last from unnest($1::text[]) k (key)
            cross join lateral (select * from read_n.names n where n.key = k.key collate "C" order by n.last desc limit 2) n
            """, [keys], row => (new NameKey(row.GetString(0), row.GetString(1)), Enum.Parse<PartyKind>(row.GetString(2), ignoreCase: true), row.GetInt64(3)))) hand.Context.Names.Load(named, kind, position);
    }

    /// <summary>Everything that was ever said about keys and about those that it joins to them: what they mean is folded anew from that.</summary>
    private async Task LoadConnectedAsync(AtHand hand, string[] keys)
    {
        var companies = hand.Context.Companies;
        var connected = await session.ListAsync(
            """
            with recursive k (key) as (
              select unnest($1::text[]) collate "C"
              union
              select x.key from k cross join lateral (
                select other.key from read_n.identifiers i join read_n.identifiers other using (identifier) where i.key = k.key
                union all select unnest(d.keys) collate "C" from read_n.declarations d where d.keys @> array[k.key]) x)
            select k.key, (select min(first) from read_n.names n where n.key = k.key) from k
            """, [keys], row => (Key: row.GetString(0), Seen: row.IsDBNull(1) ? long.MaxValue : row.GetInt64(1)));
        var all = connected.Select(found => found.Key).Where(hand.Connected.Add).ToArray();
        foreach (var key in all) companies.Unsettle(key);
        var identified = await session.ListAsync("select position, ordinal, identifier, key from read_n.identifiers where key = any($1)", [all],
            row => new Identified(row.GetInt64(0), row.GetInt32(1), row.GetString(2), row.GetString(3)));
        var declared = await session.ListAsync("select position, type, data::text from read_n.declarations where keys && $1", [all],
            row => (Position: row.GetInt64(0), Data: (IdentityDeclared)JsonSerializer.Deserialize(row.GetString(2), ReportTypes.ByName[row.GetString(1)], ContractJson.Options)!));
        foreach (var (key, position) in connected.Concat(declared.SelectMany(one => one.Data.Keys.Select(named => (named.Key, Seen: one.Position)))).OrderBy(found => found.Seen))
            if (position < long.MaxValue) companies.See(key, position);
        foreach (var happened in identified.Concat<IdentityEvent>(declared.Select(one => IdentityChanges.Event(one.Position, one.Data)))
            .OrderBy(happened => happened.Position).ThenBy(happened => (happened as Identified)?.Ordinal ?? 0)) companies.Apply(happened);
        hand.Resolved.UnionWith(all);
    }
}
