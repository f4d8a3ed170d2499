using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Identity;
using EventPlatform.Projections.Fold.Page;
using EventPlatform.Storage;
using EventPlatform.Storage.ReadTables;

namespace EventPlatform.Projections.ReadModels;

/// <summary>Converts identity to and from rows.</summary>
internal static class IdentityRows
{
    public static List<IdentifierRow> Of(IReadOnlyCollection<Identified> identified) =>
        [.. identified.Select(one => new IdentifierRow(
            one.Identifier, one.Mention.Key, one.Mention.Source, one.Mention.Record, one.Position, one.Ordinal))];

    /// <summary>Returns the row of a declaration. Its keys are those whose identity it changes.</summary>
    public static DeclarationRow Of(long position, IdentityDeclared declared) => new(
        position, declared.GetType().Name, declared is CandidateDismissed ? [] : [.. declared.Keys.Select(named => named.Key)],
        JsonSerializer.Serialize(declared, declared.GetType(), ContractJson.Options));

    public static IdentityDeclared Read(DeclarationRow row) =>
        (IdentityDeclared)JsonSerializer.Deserialize(row.Data, ReportTypes.ByName[row.Type], ContractJson.Options)!;

    public static TrustRow Of(long position, FeedDeclared feed) => new(feed.Name, feed.SourcePrefix, feed.Trust, position);

    public static ParkedRow Of(ParkedGroup parked) => new(parked.Group, parked.Company, parked.Position, parked.Error);

    /// <summary>
    /// Returns the links that these changes begin, each until the next change of its key. A key that means itself again has no link.
    /// </summary>
    public static List<LinkRow> Of(IEnumerable<LinkChange> changes) =>
        [.. changes.GroupBy(change => change.Key, StringComparer.Ordinal)
            .SelectMany(key => key.Zip(
                key.Skip(1).Select(next => next.Position).Append(ReadModel.Open),
                (change, until) => new LinkRow(change.Key, change.Canonical, change.Position, until)))
            .Where(link => link.Key != link.Canonical)];
}
