using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Records;

namespace EventPlatform.Projections.Fold.Page;

/// <summary>
/// Folds a page of reports into records and facts: in memory, from the state that these reports can touch, without a clock or I/O. Its
/// properties list what must be written. After <see cref="AcceptChanges"/> the next page can follow, from the state in memory.
/// </summary>
internal sealed class PageFold
{
    private readonly PageContext context;
    private readonly Dictionary<RecordId, RecordFold> records = [];
    private readonly HashSet<RecordFold> touched = [];
    private readonly Dictionary<ReportId, (RecordId Record, long Position)> reports = [];
    private readonly Retractions retractions = new();
    private readonly Conclusions conclusions;
    private readonly List<RecordFold> changed = []; // by the current report

    public PageFold(PageContext context)
    {
        this.context = context;
        conclusions = new(context, records, touched);
        Identity = new(context);
        Names = new(context);
    }

    /// <summary>True if nothing can be looked up, so that everything that a later report may need must stay in memory.</summary>
    public bool KeepsAll { get; init; }

    /// <summary>The records in memory.</summary>
    public IReadOnlyCollection<RecordFold> Records => records.Values;

    /// <summary>The retractions by id in memory.</summary>
    public IReadOnlyCollection<Retraction> AllRetractions => retractions.All;

    /// <summary>The records that must be written.</summary>
    public IReadOnlyCollection<RecordFold> Touched => touched;

    public List<(long First, Entry Entry)> NewEntries { get; } = [];

    /// <summary>Entries that were withdrawn, with the position of the retraction, or reinstated, with null.</summary>
    public Dictionary<(long First, long Position), long?> Withdrawn { get; } = [];

    /// <summary>The retractions by id that are new, or whose effect changed.</summary>
    public IReadOnlyList<Retraction> Retractions => retractions.Changed;

    public FactChanges Facts => conclusions.Facts;

    public IReadOnlyList<ParkedGroup> Parked => conclusions.NewlyParked;

    public IdentityChanges Identity { get; private set; }

    public NameChanges Names { get; private set; }

    /// <summary>The number of records and retractions in memory.</summary>
    public int Count => records.Count + retractions.Count;

    /// <summary>Returns a record that is in memory; null if it is not.</summary>
    public RecordFold? Find(RecordId id) => records.GetValueOrDefault(id);

    /// <summary>Returns the records in memory that name one of these keys.</summary>
    public IEnumerable<RecordFold> Naming(IEnumerable<string> keys) => conclusions.Naming(keys);

    /// <summary>Adds the loaded state. What is already in memory stays as it is.</summary>
    public void Load(PageState state)
    {
        foreach (var (id, history) in state.Histories) records[id].Load(history);
        foreach (var version in state.Facts) Facts.Load(version);
        foreach (var target in state.Targets) reports.TryAdd(target.Key, target.Value);
        foreach (var retraction in state.Retractions) retractions.Load(retraction);
        conclusions.Fail(state.Failed);
        foreach (var record in state.Records)
        {
            if (records.TryAdd(record.Id, record)) conclusions.Load(record);
        }
    }

    /// <param name="recorded">The time at which the log recorded the report.</param>
    public void Apply(long position, IReport report, DateTimeOffset recorded)
    {
        Facts.Daily.Count(report, recorded);
        var parties = report.Data.Parties;
        Names.Say(position, report, parties);
        changed.Clear();
        if (Identity.Apply(position, report, parties) is { Count: > 0 } moved) changed.AddRange(conclusions.Naming(moved));
        if (report.Data is CompanyReassigned) Names.Move(Identity.Reassigned[^1]);
        switch (report.Data)
        {
            case FeedDeclared feed:
                changed.AddRange(Declare(feed));
                break;
            case IdentityDeclared or NotedByPlatform:
                break;
            case ReportRetracted { Target.Id: { } id }:
                if (Retract(new ReportId(report.Source, report.Id), new ReportId(report.Source, id), position) is { } target)
                    changed.Add(target);
                break;
            default:
                if (Add(position, report, Statement.TimeOf(report, recorded)) is { } record) changed.Add(record);
                break;
        }

        if (changed.Count > 0) conclusions.Conclude(changed, position);
    }

    /// <summary>Call it when everything is written or being written, so that the tables contain what is in memory, or soon will.</summary>
    public void AcceptChanges()
    {
        if (!KeepsAll)
        {
            foreach (var record in touched) record.AcceptChanges();
            reports.Clear();
        }

        touched.Clear();
        conclusions.AcceptChanges();
        retractions.AcceptChanges();
        NewEntries.Clear();
        Withdrawn.Clear();
        Names = new(context);
        Identity = new(context);
    }

    /// <summary>Sets the trust of the feed, and returns the records whose rank depends on it.</summary>
    private IEnumerable<RecordFold> Declare(FeedDeclared feed)
    {
        var prefixes = context.Trusts.PrefixesMovedBy(feed);
        context.Trusts.Set(feed.Name, feed.SourcePrefix, feed.Trust);
        return records.Values.Where(record => prefixes.Any(prefix => SourcePrefix.Owns(prefix, record.Id.Source)));
    }

    /// <summary>Adds a report. Returns the record if its conclusions may have changed.</summary>
    private RecordFold? Add(long position, IReport report, DateTimeOffset time)
    {
        var (id, reportId) = (RecordId.OfEntry(report)!.Value, new ReportId(report.Source, report.Id));
        var by = retractions.WithdrawnBy(reportId);
        var entry = report.Data is ReportRetracted
            ? new Entry(position, time, report.Sequence, Hash: null, Data: null, by)
            : new Entry(position, time, report.Sequence, Entry.HashOf(report.ContentHash), Statement.DataOf(report), by);
        reports[reportId] = (id, position);
        if (!records.TryGetValue(id, out var record))
            records[id] = record = new RecordFold(id, RecordState.Start(position), new(1), says: null);
        touched.Add(record);
        NewEntries.Add((record.State.First, entry));
        return record.Add(entry) ? record : null;
    }

    private RecordFold? Retract(ReportId retraction, ReportId target, long position)
    {
        if (retractions.Add(retraction, target, position) is not { } report) return null;
        if (!reports.TryGetValue(report, out var found) || found.Position > position) return null;
        var (record, by) = (records[found.Record], retractions.WithdrawnBy(report));
        Withdrawn[(record.State.First, found.Position)] = by;
        if (!record.Withdraw(found.Position, by)) return null;
        touched.Add(record);
        return record;
    }
}
