namespace EventPlatform.Projections.Fold.Records;

/// <summary>A report that retracts another of its source by id.</summary>
/// <param name="InEffect">False if a retraction in effect names it, or it is one of a circle.</param>
internal sealed record Retraction(ReportId Id, ReportId Target, long Position, bool InEffect);
