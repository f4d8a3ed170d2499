using EventPlatform.Contracts;
using EventPlatform.Projections.Fold;
using EventPlatform.Projections.Fold.Identity;
using EventPlatform.Projections.Fold.Records;
using EventPlatform.Storage;

namespace EventPlatform.UnitTests.Projections;

/// <summary>A log folded in pages into tables in memory: what Projections does, without Postgres.</summary>
internal sealed class FoldedLog
{
    private readonly List<IReport> log = [];
    private readonly Dictionary<RecordId, RecordFold> records = [];
    private readonly Dictionary<long, List<Entry>> entries = [];
    private readonly Dictionary<ReportId, Retraction> retractions = [];
    private readonly List<IdentityEvent> identity = [];
    private readonly Dictionary<string, FeedDeclared> trusts = [];
    private readonly Dictionary<string, long> seen = [];
    private readonly HashSet<(string, string)> identifiers = [];

    public List<FactVersion> Versions { get; } = [];

    public Dictionary<TotalKey, TotalDelta> Totals { get; } = [];

    public List<ParkedGroup> Parked { get; } = [];

    public List<LinkChange> Links { get; } = [];

    public IEnumerable<Fact> Facts => Versions.Where(version => version is { KnownTo: ReadModel.Open, Fact.State: not FactState.Retracted }).Select(version => version.Fact);

    public static FoldedLog Given(params IReport[] reports) => new FoldedLog().When(reports);

    /// <summary>One more page.</summary>
    public FoldedLog When(params IReport[] reports)
    {
        var first = log.Count + 1;
        log.AddRange(reports);
        var page = new PageFold(Context());
        page.Load(State());
        foreach (var (index, report) in reports.Index()) page.Apply(first + index, report, Oracle.Recorded.At(first + index));
        Write(page);
        return this;
    }

    private PageContext Context()
    {
        var (companies, trusted) = (new Companies(), new Trusts());
        foreach (var (key, position) in seen) companies.See(key, position);
        foreach (var happened in identity) companies.Apply(happened);
        foreach (var feed in trusts.Values) trusted.Set(feed.Name, feed.SourcePrefix, feed.Trust);
        return new(companies, trusted, [.. Parked.Select(parked => parked.Group)], [.. identifiers], new());
    }

    /// <summary>More than a page can touch: what it does not ask for cannot matter.</summary>
    private PageState State()
    {
        var targets = new Dictionary<ReportId, (RecordId, long)>();
        foreach (var (index, report) in log.Index())
        {
            if (RecordId.OfEntry(report) is { } record) targets[new(report.Source, report.Id)] = (record, index + 1);
        }

        return new PageState(
            [.. records.Values.Select(record => new RecordFold(record.Id, record.State, [.. entries[record.State.First]], said: null) { FactId = record.FactId })],
            [.. Versions.Where(version => version.KnownTo == ReadModel.Open)], new Dictionary<RecordId, List<Entry>>(), targets, [.. retractions.Values], new Dictionary<RecordId, string>());
    }

    private void Write(PageFold page)
    {
        foreach (var record in page.Touched) records[record.Id] = record;
        foreach (var (record, entry) in page.NewEntries) entries.TryAdd(record, []);
        foreach (var (record, entry) in page.NewEntries) entries[record].Add(entry);
        foreach (var ((record, position), by) in page.Withdrawn)
        {
            var index = entries[record].FindIndex(entry => entry.Position == position);
            entries[record][index] = entries[record][index] with { WithdrawnBy = by };
        }

        foreach (var retraction in page.Retractions) retractions[retraction.Id] = retraction;
        foreach (var ended in page.Facts.Ended) Versions[Versions.FindIndex(v => v.FactId == ended.FactId && v.KnownFrom == ended.KnownFrom)] = ended;
        Versions.AddRange(page.Facts.Begun);
        WriteIdentity(page);
        Parked.AddRange(page.Parked);
        foreach (var (key, delta) in page.Facts.Totals)
        {
            var total = Totals.GetValueOrDefault(key);
            Totals[key] = new(total.Amount + delta.Amount, total.Rounds + delta.Rounds);
        }
    }

    private void WriteIdentity(PageFold page)
    {
        identity.AddRange(page.Identity.Identified.Concat<IdentityEvent>(page.Identity.Declared.Select(declared => IdentityChanges.Event(declared.Position, declared.Data)))
            .OrderBy(happened => happened.Position));
        identifiers.UnionWith(page.Identity.Identified.Select(identified => (identified.Identifier, identified.Key)));
        foreach (var (_, feed) in page.Identity.Feeds) trusts[feed.Name] = feed;
        var named = page.Names.Select(name => (name.Key.Key, name.Value.First))
            .Concat(page.Identity.Declared.SelectMany(declared => declared.Data.Keys.Select(key => (key.Key, First: declared.Position))));
        foreach (var (key, first) in named.OrderBy(name => name.First)) seen.TryAdd(key, first);

        Links.AddRange(page.Identity.Links);
    }
}
