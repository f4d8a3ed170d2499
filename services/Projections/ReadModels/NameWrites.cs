using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Names;
using EventPlatform.Projections.Fold.Page;
using EventPlatform.Storage.ReadTables;
using static EventPlatform.Projections.ReadModels.Statements;
using NameRow = EventPlatform.Projections.Fold.Names.NameRow;
using Row = EventPlatform.Storage.ReadTables.NameRow;

namespace EventPlatform.Projections.ReadModels;

/// <summary>Queues the names and countries that a page gives companies and other parties.</summary>
internal sealed class NameWrites(Statements statements)
{
    /// <summary>Inserts names. An existing name becomes the latest of its mention again.</summary>
    private static readonly string AddNames =
        $"{Row.Table.Insert} on conflict ({Row.Table.Key}) do update set kind = excluded.kind, last = excluded.last";

    private const string EndNames =
        """
        update names n set known_to = ? from unnest(?::text[], ?::text[], ?::text[]) m (sent, source, record)
        where n.sent = m.sent and n.source = m.source and n.record = m.record and n.known_to = 9223372036854775807
        """;

    private const string ContinueNames =
        """
        insert into names (sent, source, record, name, key, kind, first, last, known_from, known_to)
        select n.sent, n.source, n.record, n.name, m.key, n.kind, n.first, n.last, n.known_to, 9223372036854775807
        from unnest(?::text[], ?::text[], ?::text[], ?::text[]) m (sent, source, record, key)
        join names n on n.sent = m.sent and n.source = m.source and n.record = m.record and n.known_to = ?
        """;

    public void Write(NameChanges changes)
    {
        foreach (var (seen, moved) in changes.Steps)
        {
            Add([.. seen.Select(name => new NameRow(
                name.Key.Mention, name.Key.Name, name.Value.Key, name.Value.Kind, name.Value.First, name.Value.Last, name.Value.First))]);
            if (moved is not null) Move(moved);
        }

        Place(changes.Countries);
    }

    public void Add(IReadOnlyCollection<NameRow> names) => statements.Insert(Row.Table, [.. names.Select(Of)], AddNames);

    public void Place(IReadOnlyCollection<(CountryKey Placed, long Position)> countries) =>
        statements.Insert(CountryRow.Table, [.. countries.Select(country => Of(country.Placed, country.Position))]);

    public static Row Of(NameRow name) => new(
        name.Mention.Key, name.Mention.Source, name.Mention.Record, name.Name, name.Key, ContractJson.Name(name.Kind),
        name.First, name.Last, name.KnownFrom, name.KnownTo);

    public static CountryRow Of(CountryKey placed, long position) =>
        new(placed.Mention.Key, placed.Mention.Source, placed.Mention.Record, placed.Country, position);

    private void Move(NamesMoved moved)
    {
        object[] mentions =
        [
            Column(moved.Mentions, m => m.Mention.Key), Column(moved.Mentions, m => m.Mention.Source),
            Column(moved.Mentions, m => m.Mention.Record),
        ];
        statements.Run(EndNames, [moved.Position, .. mentions]);
        statements.Run(ContinueNames, [.. mentions, Column(moved.Mentions, m => m.To), moved.Position]);
    }
}
