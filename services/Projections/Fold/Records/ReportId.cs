namespace EventPlatform.Projections.Fold.Records;

/// <summary>The identity of a report: its source, and its id within the source.</summary>
internal readonly record struct ReportId(string Source, string Id);
