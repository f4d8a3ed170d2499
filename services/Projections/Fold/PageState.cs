using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Facts;
using EventPlatform.Projections.Fold.Identity;
using EventPlatform.Projections.Fold.Names;
using EventPlatform.Projections.Fold.Records;

namespace EventPlatform.Projections.Fold;

/// <summary>What a page of reports can touch, as it stands before the page.</summary>
/// <param name="Records">With the facts that they belong to.</param>
/// <param name="Facts">Current versions: of these records, and of facts that they may found again.</param>
/// <param name="Histories">Of records at hand that were loaded without.</param>
/// <param name="Targets">Where the reports are that are withdrawn or reinstated in the page.</param>
/// <param name="Retractions">By id, that name a report of the page or one that such a retraction names.</param>
/// <param name="Failed">Records for which no neighbours could be looked for, and why: their groups are parked.</param>
internal sealed record PageState(
    IReadOnlyList<RecordFold> Records, IReadOnlyList<FactVersion> Facts, IReadOnlyDictionary<RecordId, List<Entry>> Histories,
    IReadOnlyDictionary<ReportId, (RecordId Record, long Position)> Targets, IReadOnlyList<Retraction> Retractions,
    IReadOnlyDictionary<RecordId, string> Failed);

/// <summary>Which company each key means, its latest name, and how far feeds are trusted, before a page.</summary>
/// <param name="Reassignments">Those that <paramref name="Companies"/> go by.</param>
/// <param name="Parked">Groups that are not concluded any more, since a fold of them failed.</param>
internal sealed record PageContext(
    Companies Companies, Reassignments Reassignments, Trusts Trusts, HashSet<string> Parked, KnownIdentifiers Identifiers, LatestNames Names, HashSet<CountryKey> Countries)
{
    public static PageContext Begin(Reassignments reassignments, Trusts trusts, IEnumerable<string> parked) =>
        new(new(reassignments), reassignments, trusts, [.. parked], new(), new(), []);

    public Mention Mention(RecordId record, string key) => new(key, record.Source, Reassignments.TellsApart(key, record.Source) ? record.Record : "");

    /// <summary>The key that a record means which says this one, before it is resolved.</summary>
    public string Means(RecordId record, string key) => Reassignments.Means(key, record.Source, record.Record);

    /// <summary>The company that a record means by a key.</summary>
    public string Company(RecordId record, string key) => Companies.Resolve(Means(record, key));
}
