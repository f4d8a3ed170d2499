using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Records;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>What one feed says about one thing over time.</summary>
/// <param name="Number">Position of its first entry, withdrawn or not.</param>
/// <param name="Began">The earliest time of its entries, withdrawn or not.</param>
/// <param name="Entries">Those that are not withdrawn, by position.</param>
internal sealed record Record(RecordId Id, int Number, DateTimeOffset Began, IReadOnlyList<Entry> Entries)
{
    public Counting Counting => Counting.After(Entries);

    /// <summary>The report in force; null where the record says nothing.</summary>
    public Entry? Says => Counting.Entry is { IsRetraction: false } entry ? entry : null;

    public IReadOnlyList<Milestone> Milestones => Milestone.Of(this);

    /// <summary>Whether a report of it, not withdrawn, said something else than what counts.</summary>
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

    /// <summary>The record that a report is about; its own where it is an entry of none.</summary>
    public static RecordId Of(IReport report) => RecordOf(report) ?? RecordId.Of(report);

    private static RecordId? RecordOf(IReport report) => report.Data switch
    {
        ReportRetracted { Target.RecordKey: { } key } => RecordId.Keyed(report.Source, key),
        ReportRetracted or IdentityDeclared or NotedByPlatform => null,
        _ => RecordId.Of(report),
    };
}
