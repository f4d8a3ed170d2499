using EventPlatform.Projections.Fold.Facts;
using EventPlatform.Projections.Fold.Records;

namespace EventPlatform.Projections.Fold.Page;

/// <summary>The state that a page of reports can touch, as of before the page.</summary>
/// <param name="Records">The records with the facts that they belong to.</param>
/// <param name="Facts">The current versions of the facts of these records, and of facts that they may found again.</param>
/// <param name="Histories">The histories of records in memory that were loaded without them.</param>
/// <param name="Targets">The records and positions of the reports that the page withdraws or reinstates.</param>
/// <param name="Retractions">The retractions by id that name a report of the page, or one that such a retraction names.</param>
/// <param name="Failed">The records whose neighbours could not be looked up, with the reason. Their groups are parked.</param>
internal sealed record PageState(
    IReadOnlyList<RecordFold> Records, IReadOnlyList<FactVersion> Facts, IReadOnlyDictionary<RecordId, List<Entry>> Histories,
    IReadOnlyDictionary<ReportId, (RecordId Record, long Position)> Targets, IReadOnlyList<Retraction> Retractions,
    IReadOnlyDictionary<RecordId, string> Failed);
