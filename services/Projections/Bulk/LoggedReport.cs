using EventPlatform.Contracts;

namespace EventPlatform.Projections.Bulk;

/// <summary>A report at its place in the log.</summary>
/// <param name="Recorded">When the log took it.</param>
internal readonly record struct LoggedReport(long Position, IReport Report, DateTimeOffset Recorded);
