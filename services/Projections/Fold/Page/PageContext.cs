using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Identity;
using EventPlatform.Projections.Fold.Names;
using EventPlatform.Projections.Fold.Records;

namespace EventPlatform.Projections.Fold.Page;

/// <summary>
/// What a page depends on beside its records: which company each key means, its latest name, and how far feeds are trusted.
/// </summary>
/// <param name="Reassignments">The declarations that <paramref name="Companies"/> follows.</param>
/// <param name="Parked">Groups whose fold failed: their facts are not concluded any more.</param>
internal sealed record PageContext(
    Companies Companies, Reassignments Reassignments, Trusts Trusts, HashSet<string> Parked, KnownIdentifiers Identifiers,
    LatestNames Names, HashSet<CountryKey> Countries)
{
    public static PageContext Begin(Reassignments reassignments, Trusts trusts, IEnumerable<string> parked) =>
        new(new(reassignments), reassignments, trusts, [.. parked], new(), new(), []);

    public Mention Mention(RecordId record, string key) =>
        new(key, record.Source, Reassignments.TellsApart(key, record.Source) ? record.Record : "");

    /// <summary>Returns the key that a record means by the key that it says, before joins of companies.</summary>
    public string Means(RecordId record, string key) => Reassignments.Means(key, record.Source, record.Record);

    /// <summary>Returns the company that a record means by a key.</summary>
    public string Company(RecordId record, string key) => Companies.Resolve(Means(record, key));
}
