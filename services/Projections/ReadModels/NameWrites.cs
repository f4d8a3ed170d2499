using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Names;
using EventPlatform.Projections.Fold.Page;
using EventPlatform.Storage;
using static EventPlatform.Projections.ReadModels.PageWrites;

namespace EventPlatform.Projections.ReadModels;

/// <summary>Queues what a page calls companies and other parties, and where it places them.</summary>
internal sealed class NameWrites(Action<string, object[]> queue)
{
    public void Write(NameChanges changes)
    {
        foreach (var (seen, moved) in changes.Steps)
        {
            Add([.. seen.Select(name => new NameRow(name.Key.Mention, name.Key.Name, name.Value.Key, name.Value.Kind, name.Value.First, name.Value.Last, name.Value.First))]);
            if (moved is not null) Move(moved);
        }

        Place(changes.Countries);
    }

    /// <summary>A name that is there already is the latest of its mention again.</summary>
    public void Add(IReadOnlyCollection<NameRow> names)
    {
        if (names.Count == 0) return;
        queue(
            """
            insert into read_n.names as n (sent, source, record, name, key, kind, first, last, known_from, known_to)
            select * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
            on conflict (sent, source, record, name, known_to) do update set kind = excluded.kind, last = excluded.last
            """,
            [
                Column(names, n => n.Mention.Key), Column(names, n => n.Mention.Source), Column(names, n => n.Mention.Record), Column(names, n => n.Name), Column(names, n => n.Key),
                Column(names, n => ContractJson.Name(n.Kind)), Column(names, n => n.First), Column(names, n => n.Last), Column(names, n => n.KnownFrom), Column(names, n => n.KnownTo),
            ]);
    }

    public void Place(IReadOnlyCollection<(CountryKey Placed, long Position)> countries)
    {
        if (countries.Count == 0) return;
        queue("insert into read_n.countries (key, source, record, country, position) select * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[])",
            [
                Column(countries, c => c.Placed.Mention.Key), Column(countries, c => c.Placed.Mention.Source), Column(countries, c => c.Placed.Mention.Record),
                Column(countries, c => c.Placed.Country), Column(countries, c => c.Position),
            ]);
    }

    private void Move(NamesMoved moved)
    {
        object[] mentions = [Column(moved.Mentions, m => m.Mention.Key), Column(moved.Mentions, m => m.Mention.Source), Column(moved.Mentions, m => m.Mention.Record)];
        queue(
            $"""
            update read_n.names n set known_to = ? from unnest(?::text[], ?::text[], ?::text[]) m (sent, source, record)
            where n.sent = m.sent and n.source = m.source and n.record = m.record and n.known_to = {ReadModel.Open}
            """, [moved.Position, .. mentions]);
        queue(
            $"""
            insert into read_n.names (sent, source, record, name, key, kind, first, last, known_from, known_to)
            select n.sent, n.source, n.record, n.name, m.key, n.kind, n.first, n.last, n.known_to, {ReadModel.Open}
            from unnest(?::text[], ?::text[], ?::text[], ?::text[]) m (sent, source, record, key)
            join read_n.names n on n.sent = m.sent and n.source = m.source and n.record = m.record and n.known_to = ?
            """, [.. mentions, Column(moved.Mentions, m => m.To), moved.Position]);
    }
}
