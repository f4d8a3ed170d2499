using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Records;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>The reports of one feed on one subject over time.</summary>
/// <param name="Number">Position of the first entry, even if withdrawn.</param>
/// <param name="Began">Earliest time of the entries, including withdrawn ones.</param>
/// <param name="Entries">Entries that are not withdrawn, by position.</param>
internal sealed record Record(RecordId Id, int Number, DateTimeOffset Began, IReadOnlyList<Entry> Entries)
{
    public Counting Counting => Counting.After(Entries);

    /// <summary>The report in force; null if there is none.</summary>
    public Entry? Says => Counting.Entry is { IsRetraction: false } entry ? entry : null;

    public IReadOnlyList<Milestone> Milestones => Milestone.Of(this);

    /// <summary>True if a report that is not withdrawn differs from the report in force.</summary>
    public bool WasRevised => Entries.Any(entry => !entry.IsRetraction && !entry.SaysTheSameAs(Says!));

    public static IReadOnlyList<Record> AllOf(IReadOnlyList<IReport> log)
    {
        var withdrawals = new Withdrawals(log);
        return
        [
            .. log.Select((report, index) => new Entry(index + 1, report)).Where(entry => RecordOf(entry.Report) is not null)
                .GroupBy(entry => RecordOf(entry.Report)!.Value)
                .Select(record => new Record(
                    record.Key, record.First().Position, record.Min(entry => entry.Time),
                    [.. record.Where(entry => !withdrawals.IsWithdrawn(entry.Report))]))
                .OrderBy(record => record.Number),
        ];
    }

    /// <summary>The record of a report; a record of its own if it is not an entry of another.</summary>
    public static RecordId Of(IReport report) => RecordOf(report) ?? RecordId.Of(report);

    private static RecordId? RecordOf(IReport report) => report.Data switch
    {
        ReportRetracted { Target.RecordKey: { } key } => RecordId.Keyed(report.Source, key),
        ReportRetracted or IdentityDeclared or NotedByPlatform => null,
        _ => RecordId.Of(report),
    };
}
