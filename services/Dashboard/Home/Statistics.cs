using EventPlatform.Dashboard.Display;

namespace EventPlatform.Dashboard.Home;

/// <summary>How many reports and facts there are.</summary>
public sealed record Statistics(Counts Total, IReadOnlyList<CountLine> Items, long Position, IReadOnlyList<Attribution> Attributions);

public sealed record Counts(long Reports, long ReportsToday, long Facts, long FactsToday);

public sealed record CountLine(string Key, long Reports, long? ReportsToday, long Facts, long? FactsToday);
