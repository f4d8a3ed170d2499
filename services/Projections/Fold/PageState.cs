using EventPlatform.Projections.Fold.Identity;
using EventPlatform.Projections.Fold.Records;

namespace EventPlatform.Projections.Fold;

/// <summary>What a page of reports can touch, as it stands before the page.</summary>
/// <param name="Records">With the facts that they belong to.</param>
/// <param name="Facts">Current versions: of these records, and of facts that they may found again.</param>
/// <param name="Histories">Of records at hand that were loaded without.</param>
/// <param name="Targets">Where the reports are that are retracted by id.</param>
/// <param name="Waiting">Retractions from before the page that name a report of it, with their positions.</param>
internal sealed record PageState(
    IReadOnlyList<RecordFold> Records, IReadOnlyList<FactVersion> Facts, IReadOnlyDictionary<RecordId, List<Entry>> Histories,
    IReadOnlyDictionary<ReportId, (RecordId Record, long Position)> Targets, IReadOnlyDictionary<ReportId, long> Waiting);

/// <summary>Which company each key means, its latest name, and how far feeds are trusted, before a page.</summary>
/// <param name="Parked">Groups that are not concluded any more, since a fold of them failed.</param>
internal sealed record PageContext(Companies Companies, Trusts Trusts, HashSet<string> Parked, HashSet<(string Identifier, string Key)> Identifiers, LatestNames Names);
