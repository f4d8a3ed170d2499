using EventPlatform.Projections.Fold.Page;
using EventPlatform.Storage.ReadTables;
using static EventPlatform.Projections.ReadModels.Statements;

namespace EventPlatform.Projections.ReadModels;

/// <summary>Queues the changes of identity in a page.</summary>
internal sealed class IdentityWrites(Statements statements)
{
    private const string EndLinks =
        """
        update links l set known_to = c.position from unnest(?::text[], ?::bigint[]) c (key, position)
        where l.key = c.key and l.known_to = 9223372036854775807
        """;

    public void Write(IdentityChanges changes)
    {
        statements.Insert(IdentifierRow.Table, IdentityRows.Of(changes.Identified));
        if (changes.Links.DistinctBy(change => change.Key, StringComparer.Ordinal).ToList() is { Count: > 0 } changed)
            statements.Run(EndLinks, Column(changed, c => c.Key), Column(changed, c => c.Position));
        statements.Insert(LinkRow.Table, IdentityRows.Of(changes.Links));
        statements.Insert(DeclarationRow.Table, changes.Declared.ConvertAll(one => IdentityRows.Of(one.Position, one.Data)));
        // One by one, because a page may declare a feed twice
        foreach (var (position, feed) in changes.Feeds) statements.Upsert(TrustRow.Table, [IdentityRows.Of(position, feed)]);
    }
}
