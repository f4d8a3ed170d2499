using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Facts;
using EventPlatform.Projections.Fold.Identity;
using EventPlatform.Projections.Fold.Names;
using EventPlatform.Projections.Fold.Page;
using EventPlatform.Projections.Fold.Records;
using EventPlatform.Storage;

namespace EventPlatform.UnitTests.Projections;

/// <summary>Folds a log in pages into tables in memory, as Projections does in PostgreSQL.</summary>
internal sealed class FoldedLog
{
    private readonly List<IReport> log = [];
    private readonly Dictionary<RecordId, RecordFold> records = [];
    private readonly Dictionary<long, List<Entry>> entries = [];
    private readonly Dictionary<ReportId, Retraction> retractions = [];
    private readonly List<IdentityEvent> identity = [];
    private readonly Dictionary<string, FeedDeclared> trusts = [];
    private readonly Dictionary<Mention, long> said = [];
    private readonly NameRows names = new();
    private readonly Dictionary<CountryKey, long> countries = [];
    private readonly Reassignments reassignments = new();

    public List<FactVersion> Versions { get; } = [];

    public Dictionary<TotalKey, TotalDelta> Totals { get; } = [];

    public List<ParkedGroup> Parked { get; } = [];

    public List<LinkChange> Links { get; } = [];

    public IEnumerable<NameRow> Names => names.All;

    /// <summary>The stored rows on identity, except links.</summary>
    public IEnumerable<string> IdentityRows =>
        identity.Select(one => $"{one}").Concat(countries.Select(one => $"{one}")).Concat(names.All.Select(row => $"{row}"));

    public IEnumerable<Fact> Facts =>
        Versions.Where(version => version is { KnownTo: ReadModel.Open, Fact.State: not FactState.Retracted })
            .Select(version => version.Fact);

    public static FoldedLog Given(params IReport[] reports) => new FoldedLog().When(reports);

    /// <summary>Folds another page.</summary>
    public FoldedLog When(params IReport[] reports)
    {
        var first = log.Count + 1;
        foreach (var declared in reports.Select(report => report.Data).OfType<CompanyReassigned>()) Separate(declared);
        log.AddRange(reports);
        var context = Context();
        foreach (var declared in reports.Select(report => report.Data).OfType<CompanyReassigned>())
            context.Reassignments.TellApart(declared);
        var page = new PageFold(context);
        page.Load(State());
        foreach (var (index, report) in reports.Index()) page.Apply(first + index, report, Oracle.Recorded.At(first + index));
        Write(page);
        return this;
    }

    private PageContext Context()
    {
        var (declared, trusted) = (reassignments.Copy(), new Trusts());
        foreach (var feed in trusts.Values) trusted.Set(feed.Name, feed.SourcePrefix, feed.Trust);
        var context = PageContext.Begin(declared, trusted, Parked.Select(parked => parked.Group));
        foreach (var (mention, position) in said) context.Companies.See(mention, position);
        foreach (var (position, one) in log.Index().Select(one => (one.Index + 1, one.Item.Data as IdentityDeclared))
            .Where(one => one.Item2 is not (null or CandidateDismissed)))
        {
            foreach (var (_, key) in one!.Keys) context.Companies.See(key, position);
        }

        context.Companies.Load([], identity);
        foreach (var found in identity.OfType<Identified>()) context.Identifiers.Add(found.Identifier, found.Mention);
        foreach (var row in names.All.Where(row => row.KnownTo == ReadModel.Open).OrderByDescending(row => row.Last))
            context.Names.Load(new(row.Mention, row.Name), row.Kind, row.Last);
        context.Countries.UnionWith(countries.Keys);
        return context;
    }

    /// <summary>Separates the records of a source, as Projections does before a page that reassigns single records.</summary>
    private void Separate(CompanyReassigned declared)
    {
        foreach (var (key, source) in (declared.Records ?? []).Select(record => (declared.Key, record.Source)).Distinct())
        {
            if (reassignments.TellsApart(key, source)) continue;
            var apart = Separation.Of(key, source,
                [.. log.Index().Where(one => one.Item.Source == source).Select(one => (one.Index + 1L, one.Item))], reassignments);
            bool isOf(Mention mention) => mention.Key == key && mention.Source == source;
            identity.RemoveAll(one => one is Identified { Mention: var mention } && isOf(mention));
            identity.AddRange(apart.Identified);
            foreach (var placed in countries.Keys.Where(placed => isOf(placed.Mention)).ToList()) countries.Remove(placed);
            foreach (var (placed, position) in apart.Countries) countries[placed] = position;
            foreach (var mention in said.Keys.Where(isOf).ToList()) said.Remove(mention);
            foreach (var (mention, position) in apart.Sightings) said[mention] = position;
            names.Replace(key, source, apart.Names);
        }
    }

    /// <summary>Returns all rows, which are more than a page needs. Rows that the page does not use have no effect.</summary>
    private PageState State()
    {
        var targets = new Dictionary<ReportId, (RecordId, long)>();
        foreach (var (index, report) in log.Index())
        {
            if (RecordId.OfEntry(report) is { } record) targets[new(report.Source, report.Id)] = (record, index + 1);
        }

        return new PageState(
            [.. records.Values.Select(record =>
                new RecordFold(record.Id, record.State, [.. entries[record.State.First]], says: null) { FactId = record.FactId })],
            [.. Versions.Where(version => version.KnownTo == ReadModel.Open)], new Dictionary<RecordId, List<Entry>>(), targets,
            [.. retractions.Values], new Dictionary<RecordId, string>());
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
        foreach (var ended in page.Facts.Ended)
            Versions[Versions.FindIndex(v => v.FactId == ended.FactId && v.KnownFrom == ended.KnownFrom)] = ended;
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
        identity.AddRange(page.Identity.Identified);
        identity.AddRange(
            page.Identity.Declared.Where(declared => declared.Data is not CandidateDismissed)
                .Select(declared => IdentityEvent.Of(declared.Position, declared.Data)));
        foreach (var (position, declared) in page.Identity.Declared)
        {
            if (declared is CompanyReassigned reassigned) reassignments.Add(position, reassigned);
        }

        foreach (var (_, feed) in page.Identity.Feeds) trusts[feed.Name] = feed;
        foreach (var step in page.Names.Steps) names.Apply(step);
        foreach (var (placed, position) in page.Names.Countries) countries.Add(placed, position);
        said.Clear();
        foreach (var row in names.All) said[row.Mention] = Math.Min(row.First, said.GetValueOrDefault(row.Mention, long.MaxValue));
        Links.AddRange(page.Identity.Links);
    }
}
