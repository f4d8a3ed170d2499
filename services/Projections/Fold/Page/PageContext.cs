using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Identity;
using EventPlatform.Projections.Fold.Names;
using EventPlatform.Projections.Fold.Records;

namespace EventPlatform.Projections.Fold.Page;

/// <summary>
/// The state that a page depends on beside its records: the company that each key means, its latest name, and the trust of feeds.
/// </summary>
/// <param name="Reassignments">The declarations that <paramref name="Companies"/> follows.</param>
/// <param name="Parked">The groups whose fold failed; their facts are no longer concluded.</param>
internal sealed record PageContext(
    Companies Companies, Reassignments Reassignments, Trusts Trusts, HashSet<string> Parked, KnownIdentifiers Identifiers,
    LatestNames Names, HashSet<CountryKey> Countries)
{
    public static PageContext Begin(Reassignments reassignments, Trusts trusts, IEnumerable<string> parked) =>
        new(new(reassignments), reassignments, trusts, [.. parked], new(), new(), []);

    public Mention Mention(RecordId record, string key) =>
        new(key, record.Source, Reassignments.TellsApart(key, record.Source) ? record.Record : "");

    /// <summary>Returns the key that a record means by a key that it names, before joins of companies.</summary>
    public string Means(RecordId record, string key) => Reassignments.Means(key, record.Source, record.Record);

    /// <summary>Returns the company that a record means by a key.</summary>
    public string Company(RecordId record, string key) => Companies.Resolve(Means(record, key));
}
