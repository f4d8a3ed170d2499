using EventPlatform.Contracts;
using EventPlatform.Storage;

namespace EventPlatform.Projections.Fold;

/// <summary>A report of a source by its id.</summary>
internal readonly record struct ReportId(string Source, string Id);

/// <summary>
/// Folds a page of reports into records and facts: in memory, from the state that these reports can touch, with no clock and no I/O. What it
/// holds afterwards is what has to be written.
/// </summary>
internal sealed class PageFold(PageState before)
{
    private readonly Dictionary<Guid, FactVersion> current = new(before.Facts);
    private readonly Dictionary<RecordId, RecordFold> records = [];
    private readonly Dictionary<ReportId, (RecordId Record, long Position)> reports = new(before.Targets);
    private readonly Dictionary<ReportId, long> waiting = new(before.Waiting);

    public IEnumerable<KeyValuePair<RecordId, RecordState>> Records => records.Select(record => KeyValuePair.Create(record.Key, record.Value.State));

    public List<(long First, Entry Entry)> NewEntries { get; } = [];

    /// <summary>Reports that were taken out, with the position of what did it.</summary>
    public List<(long First, long Position, long By)> Withdrawn { get; } = [];

    /// <summary>Retractions that came before the report that they name.</summary>
    public Dictionary<ReportId, long> NewlyWaiting { get; } = [];

    public FactChanges Facts { get; } = new();

    public Dictionary<NameKey, NameSeen> Names { get; } = [];

    public void Apply(long position, IReport report)
    {
        foreach (var (key, kind) in NamesInReports.Of(report.Data))
        {
            Names[key] = Names.TryGetValue(key, out var seen) ? seen with { Kind = kind, Last = position } : new NameSeen(kind, position, position);
        }

        switch (report.Data)
        {
            case ReportRetracted { Target.RecordKey: { } key }:
                Add(RecordId.Keyed(report.Source, key), new Entry(position, report.Sequence, Hash: null, Data: null));
                break;
            case ReportRetracted { Target.Id: { } id }:
                Withdraw(new ReportId(report.Source, id), position);
                break;
            default:
                var reportId = new ReportId(report.Source, report.Id);
                reports[reportId] = (RecordId.Of(report), position);
                long? by = waiting.Remove(reportId, out var earlier) ? earlier : null;
                Add(RecordId.Of(report), new Entry(position, report.Sequence, report.ContentHash, report.Data, by));
                break;
        }
    }

    private void Add(RecordId id, Entry entry)
    {
        var record = Find(id, entry.Position);
        NewEntries.Add((record.State.First, entry));
        if (record.Add(entry)) Conclude(record, entry.Position, record.State.Newest == entry.Position ? entry.Data : null);
    }

    private void Withdraw(ReportId target, long position)
    {
        if (!reports.TryGetValue(target, out var found) || found.Position > position)
        {
            waiting.TryAdd(target, position);
            NewlyWaiting.TryAdd(target, position);
            return;
        }

        var record = Find(found.Record, found.Position);
        if (!record.Withdraw(found.Position, position)) return;
        Withdrawn.Add((record.State.First, found.Position, position));
        Conclude(record, position, newest: null);
    }

    private RecordFold Find(RecordId id, long position)
    {
        if (records.TryGetValue(id, out var record)) return record;
        return records[id] = before.Records.TryGetValue(id, out var known)
            ? new RecordFold(known, before.Histories.GetValueOrDefault(known.First))
            : new RecordFold(RecordState.Start(id, position), []);
    }

    private void Conclude(RecordFold record, long position, ReportData? newest)
    {
        var factId = record.State.FactId;
        var fact = record.Conclude(newest);
        var known = current.GetValueOrDefault(factId);
        if (Fact.AreSame(known?.Fact, fact)) return;
        if (known is not null) Facts.End(known with { KnownTo = position });
        current.Remove(factId);
        if (fact is null) return;
        current[factId] = new FactVersion(factId, record.State.First, position, ReadModel.Open, fact);
        Facts.Begin(current[factId]);
    }
}
