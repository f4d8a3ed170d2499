using EventPlatform.Contracts;

namespace EventPlatform.Projections.Bulk;

/// <summary>A report with its position in the log.</summary>
/// <param name="Recorded">The time at which the log recorded it.</param>
internal readonly record struct LoggedReport(long Position, IReport Report, DateTimeOffset Recorded);
