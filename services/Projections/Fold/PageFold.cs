using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Identity;
using EventPlatform.Projections.Fold.Records;

namespace EventPlatform.Projections.Fold;

/// <summary>
/// Folds a page of reports into records and facts: in memory, from the state that these reports can touch, with no clock and no I/O. What it
/// tells afterwards is what has to be written; then the next page can follow, with the state at hand.
/// </summary>
internal sealed class PageFold
{
    private readonly PageContext context;
    private readonly Dictionary<RecordId, RecordFold> records = [];
    private readonly HashSet<RecordFold> touched = [];
    private readonly Dictionary<ReportId, (RecordId Record, long Position)> reports = [];
    private readonly Dictionary<ReportId, long> waiting = [];
    private readonly Conclusions conclusions;

    public PageFold(PageContext context)
    {
        this.context = context;
        conclusions = new(context, records, touched);
        Identity = new(context);
    }

    /// <summary>Those of which something has to be written.</summary>
    public IReadOnlyCollection<RecordFold> Touched => touched;

    public List<(long First, Entry Entry)> NewEntries { get; } = [];

    /// <summary>Reports that were taken out, with the position of what did it.</summary>
    public List<(long First, long Position, long By)> Withdrawn { get; } = [];

    /// <summary>Retractions that came before the report that they name.</summary>
    public Dictionary<ReportId, long> NewlyWaiting { get; } = [];

    public FactChanges Facts => conclusions.Facts;

    public IReadOnlyList<ParkedGroup> Parked => conclusions.NewlyParked;

    public IdentityChanges Identity { get; private set; }

    /// <summary>That became the latest of their keys.</summary>
    public Dictionary<NameKey, NameSeen> Names { get; } = [];

    /// <summary>Records at hand.</summary>
    public int Count => records.Count;

    public RecordFold? AtHand(RecordId id) => records.GetValueOrDefault(id);

    /// <summary>Records at hand that name one of these keys.</summary>
    public IEnumerable<RecordFold> Naming(IEnumerable<string> keys) => conclusions.Naming(keys);

    /// <summary>Takes in what was loaded. What is at hand already stays as it is.</summary>
    public void Load(PageState state)
    {
        foreach (var (id, history) in state.Histories) records[id].Load(history);
        foreach (var version in state.Facts) Facts.Load(version);
        foreach (var target in state.Targets) reports.TryAdd(target.Key, target.Value);
        foreach (var one in state.Waiting) waiting[one.Key] = one.Value; // the first of several retractions is in the tables
        foreach (var record in state.Records)
        {
            if (records.TryAdd(record.Id, record)) conclusions.Load(record);
        }
    }

    public void Apply(long position, IReport report)
    {
        foreach (var (key, kind) in NamesInReports.Of(report.Data))
        {
            if (!context.Names.Change(key, kind, position)) continue;
            Names[key] = Names.TryGetValue(key, out var seen) ? seen with { Kind = kind, Last = position } : new NameSeen(kind, position, position);
        }

        var changed = new List<RecordFold>();
        if (Identity.Apply(position, report.Data) is { Count: > 0 } moved) changed.AddRange(conclusions.Naming(moved));
        switch (report.Data)
        {
            case FeedDeclared feed:
                var prefixes = context.Trusts.PrefixesMovedBy(feed);
                context.Trusts.Set(feed.Name, feed.SourcePrefix, feed.Trust);
                changed.AddRange(records.Values.Where(record => prefixes.Any(prefix => SourcePrefix.Owns(prefix, record.Id.Source))));
                break;
            case IdentityDeclared:
                break;
            case ReportRetracted { Target.Id: { } id }:
                changed.AddRange(Withdraw(new ReportId(report.Source, id), position));
                break;
            default:
                changed.AddRange(Add(position, report));
                break;
        }

        if (changed.Count > 0) conclusions.Conclude(changed, position);
    }

    /// <summary>All is written, or being written: the tables say what is at hand, or will soon.</summary>
    public void Settle()
    {
        foreach (var record in touched) record.Settle();
        touched.Clear();
        conclusions.Settle();
        reports.Clear();
        waiting.Clear();
        foreach (var (target, position) in NewlyWaiting) waiting[target] = position; // not found in the tables yet
        NewEntries.Clear();
        Withdrawn.Clear();
        NewlyWaiting.Clear();
        Names.Clear();
        Identity = new(context);
    }

    private IEnumerable<RecordFold> Add(long position, IReport report)
    {
        var (id, reportId) = (RecordId.OfEntry(report)!.Value, new ReportId(report.Source, report.Id));
        long? by = waiting.Remove(reportId, out var earlier) ? earlier : null;
        var entry = report.Data is ReportRetracted
            ? new Entry(position, report.Sequence, Hash: null, Data: null, by)
            : new Entry(position, report.Sequence, report.ContentHash, report.Data, by);
        reports[reportId] = (id, position);
        if (!records.TryGetValue(id, out var record)) records[id] = record = new RecordFold(id, RecordState.Start(position), [], said: null);
        touched.Add(record);
        NewEntries.Add((record.State.First, entry));
        return record.Add(entry) ? [record] : [];
    }

    private IEnumerable<RecordFold> Withdraw(ReportId target, long position)
    {
        if (!reports.TryGetValue(target, out var found) || found.Position > position)
        {
            waiting.TryAdd(target, position);
            NewlyWaiting.TryAdd(target, position);
            return [];
        }

        var record = records[found.Record];
        if (!record.Withdraw(found.Position, position)) return [];
        touched.Add(record);
        Withdrawn.Add((record.State.First, found.Position, position));
        return [record];
    }
}
