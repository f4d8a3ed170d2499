namespace EventPlatform.Projections.Fold;

/// <summary>What a page of reports can touch, as it stands before the page.</summary>
/// <param name="Histories">All reports of the records for which they are needed, by the record's first position.</param>
/// <param name="Targets">Where the reports are that are retracted by id.</param>
/// <param name="Waiting">Retractions from before the page that name a report of it, with their positions.</param>
internal sealed record PageState(
    IReadOnlyDictionary<RecordId, RecordState> Records, IReadOnlyDictionary<Guid, FactVersion> Facts, IReadOnlyDictionary<long, List<Entry>> Histories,
    IReadOnlyDictionary<ReportId, (RecordId Record, long Position)> Targets, IReadOnlyDictionary<ReportId, long> Waiting);
