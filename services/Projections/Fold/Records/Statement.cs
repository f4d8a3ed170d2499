using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold.Records;

/// <summary>The content of one report, without its evidence, which no fact shows.</summary>
/// <param name="Time">The time that the feed sent, or else the recorded time, in UTC and whole microseconds as Postgres stores it.</param>
internal sealed record Statement(ReportData Data, DateTimeOffset Time)
{
    public static ReportData DataOf(IReport report) => report.Data is { Evidence: null } data ? data : report.Data with { Evidence = null };

    public static DateTimeOffset TimeOf(IReport report, DateTimeOffset recorded)
    {
        var time = (report.Time ?? recorded).ToUniversalTime();
        return time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
