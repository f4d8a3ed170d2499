using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Identity;
using EventPlatform.Projections.Fold.Page;
using EventPlatform.Storage;
using static EventPlatform.Projections.ReadModels.PageWrites;

namespace EventPlatform.Projections.ReadModels;

/// <summary>Queues what a page adds to identity.</summary>
internal sealed class IdentityWrites(Action<string, object[]> queue)
{
    public void Write(IdentityChanges changes)
    {
        Identify(changes.Identified);
        AddLinks(changes.Links);
        foreach (var (position, declared) in changes.Declared)
        {
            queue("insert into read_n.declarations (position, type, keys, data) values (?, ?, ?, ?::jsonb)",
                [position, declared.GetType().Name, KeysIn(declared), JsonSerializer.Serialize(declared, declared.GetType(), ContractJson.Options)]);
        }

        foreach (var (position, feed) in changes.Feeds)
        {
            queue("insert into read_n.trusts (feed, source_prefix, trust, position) values (?, ?, ?, ?) on conflict (feed) do update set source_prefix = excluded.source_prefix, trust = excluded.trust, position = excluded.position",
                [feed.Name, feed.SourcePrefix, feed.Trust, position]);
        }
    }

    /// <summary>By which identity is folded.</summary>
    private static string[] KeysIn(IdentityDeclared declared) => declared is CandidateDismissed ? [] : [.. declared.Keys.Select(named => named.Key)];

    public void Identify(IReadOnlyCollection<Identified> added)
    {
        if (added.Count == 0) return;
        queue("insert into read_n.identifiers (identifier, key, source, record, position, ordinal) select * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::int[])",
            [
                Column(added, a => a.Identifier), Column(added, a => a.Mention.Key), Column(added, a => a.Mention.Source), Column(added, a => a.Mention.Record),
                Column(added, a => a.Position), Column(added, a => a.Ordinal),
            ]);
    }

    private void AddLinks(List<LinkChange> changes)
    {
        if (changes.Count == 0) return;
        var first = changes.DistinctBy(change => change.Key, StringComparer.Ordinal).ToList();
        queue("update read_n.links l set known_to = c.position from unnest(?::text[], ?::bigint[]) c (key, position) where l.key = c.key and l.known_to = 9223372036854775807",
            [first.Select(c => c.Key).ToArray(), first.Select(c => c.Position).ToArray()]);
        var rows = changes.GroupBy(change => change.Key, StringComparer.Ordinal)
            .SelectMany(key => key.Zip(key.Skip(1).Select(next => next.Position).Append(ReadModel.Open), (change, until) => (change, until)))
            .Where(row => row.change.Key != row.change.Canonical).ToList();
        queue("insert into read_n.links (key, canonical, known_from, known_to) select * from unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[])",
            [rows.Select(r => r.change.Key).ToArray(), rows.Select(r => r.change.Canonical).ToArray(), rows.Select(r => r.change.Position).ToArray(), rows.Select(r => r.until).ToArray()]);
    }
}
