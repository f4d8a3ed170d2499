using EventPlatform.Projections.Fold.Identity;
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
/// <param name="Parked">Groups that are not concluded any more, since a fold of them failed.</param>
internal sealed record PageContext(Companies Companies, Trusts Trusts, HashSet<string> Parked, HashSet<(string Identifier, string Key)> Identifiers, LatestNames Names);
