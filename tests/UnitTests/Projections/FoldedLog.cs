using EventPlatform.Contracts;
using EventPlatform.Projections.Fold;
using EventPlatform.Storage;

namespace EventPlatform.UnitTests.Projections;

/// <summary>A log folded in pages into tables in memory: what Projections does, without Postgres.</summary>
internal sealed class FoldedLog
{
    private readonly List<IReport> log = [];
    private readonly Dictionary<RecordId, RecordState> records = [];
    private readonly Dictionary<long, List<Entry>> entries = [];
    private readonly Dictionary<ReportId, long> waiting = [];

    public List<FactVersion> Versions { get; } = [];

    public Dictionary<TotalKey, TotalDelta> Totals { get; } = [];

    public IEnumerable<Fact> Facts => Versions.Where(version => version.KnownTo == ReadModel.Open).Select(version => version.Fact);

    public static FoldedLog Given(params IReport[] reports) => new FoldedLog().When(reports);

    /// <summary>One more page.</summary>
    public FoldedLog When(params IReport[] reports)
    {
        var first = log.Count + 1;
        log.AddRange(reports);
        var page = new PageFold(StateFor(first));
        foreach (var (index, report) in reports.Index()) page.Apply(first + index, report);
        Write(page);
        return this;
    }

    private PageState StateFor(int first)
    {
        var targets = new Dictionary<ReportId, (RecordId, long)>();
        foreach (var (index, report) in log.Index().Skip(first - 1))
        {
            if (report.Data is not ReportRetracted { Target.Id: { } id }) continue;
            var position = log.FindIndex(0, index, earlier => earlier.Data is not ReportRetracted && earlier.Source == report.Source && earlier.Id == id);
            if (position >= 0) targets[new(report.Source, id)] = (RecordId.Of(log[position]), position + 1);
        }

        // More than a page can touch: what it does not ask for cannot matter
        return new PageState(
            records, Versions.Where(version => version.KnownTo == ReadModel.Open).ToDictionary(version => version.FactId),
            entries.ToDictionary(record => record.Key, record => record.Value.ToList()), targets, waiting);
    }

    private void Write(PageFold page)
    {
        foreach (var (id, state) in page.Records.ToList()) records[id] = state;
        foreach (var (record, entry) in page.NewEntries) entries.TryAdd(record, []);
        foreach (var (record, entry) in page.NewEntries) entries[record].Add(entry);
        foreach (var (record, position, by) in page.Withdrawn)
        {
            var index = entries[record].FindIndex(entry => entry.Position == position);
            entries[record][index] = entries[record][index] with { WithdrawnBy = by };
        }

        foreach (var (target, position) in page.NewlyWaiting) waiting.TryAdd(target, position);
        foreach (var ended in page.Facts.Ended) Versions[Versions.FindIndex(v => v.FactId == ended.FactId && v.KnownFrom == ended.KnownFrom)] = ended;
        Versions.AddRange(page.Facts.Begun);
        foreach (var (key, delta) in page.Facts.Totals)
        {
            var total = Totals.GetValueOrDefault(key);
            Totals[key] = new(total.Amount + delta.Amount, total.Rounds + delta.Rounds);
        }
    }
}
