using EventPlatform.Contracts;
using EventPlatform.Projections.Fold;
using EventPlatform.Projections.Fold.Identity;
using EventPlatform.Projections.Fold.Records;
using EventPlatform.Projections.Fold.Rules;

namespace EventPlatform.Projections.ReadModels;

/// <summary>
/// Loads what a stretch of reports can touch: the records that they belong to and everything that a chain of matches joins to what these
/// records said or will say. Loads more than is needed rather than less.
/// </summary>
internal sealed class PageLoader(PageReads reads, ContextReads contexts, PageContext context, IReadOnlyList<(long Position, IReport Report)> page)
{
    private readonly HashSet<RecordId> known = [];
    private readonly HashSet<Reach> asked = [];
    // Of the whole page: a record that one stretch only meets may be taken back by a later one, and then needs its history
    private Dictionary<ReportId, (RecordId Record, long Position)>? targets;
    private Dictionary<ReportId, long>? waiting;

    /// <param name="stretch">Keys mean the same companies all along, or change with its first report alone.</param>
    public async Task<PageState> LoadAsync(IReadOnlyList<(long Position, IReport Report)> stretch)
    {
        var (after, moved) = context.Companies.After(Stretches.EventsOf(stretch[0], context));
        targets ??= await reads.TargetsAsync([.. page.Where(sent => sent.Report.Data is ReportRetracted { Target.Id: not null })]);
        waiting ??= await reads.WaitingAsync(page);
        var sent = stretch.SelectMany(one => RecordId.OfEntry(one.Report) is { } record ? [(Record: record, one.Report.Data)] : Array.Empty<(RecordId Record, ReportData Data)>()).ToList();
        var withHistory = targets.Values.Select(target => target.Record).Concat(page.Where(one => one.Report.Data is PlantOpened).Select(one => RecordId.Of(one.Report))).ToHashSet();

        var records = new List<RecordFold>();
        var found = await reads.RecordsAsync([.. sent.Select(one => one.Record).Concat(withHistory).Distinct().Where(id => !known.Contains(id))]);
        if (moved.Count > 0) found = [.. found, .. await reads.RecordsOfCompaniesAsync([.. moved.SelectMany(key => (string[])[context.Companies.Resolve(key), after.Resolve(key)]).Distinct(StringComparer.Ordinal)])];
        if (stretch[0].Report.Data is FeedDeclared feed && context.Trusts.PrefixesMovedBy(feed) is { Count: > 0 } prefixes) found = [.. found, .. await reads.RecordsSharedWithAsync(prefixes)];
        known.UnionWith(sent.Select(one => one.Record));
        var open = sent.Where(one => one.Data is not ReportRetracted).ToList();
        while (found.Count > 0 || open.Count > 0)
        {
            var loaded = await WithHistoriesAsync([.. found.DistinctBy(record => record.Id).ExceptBy(records.Select(record => record.Id), record => record.Id)], withHistory);
            records.AddRange(loaded);
            known.UnionWith(loaded.Select(record => record.Id));
            open.AddRange(loaded.SelectMany(record => record.EverSaid.Select(data => (record.Id, data))));
            await contexts.ResolveAsync(context, open.SelectMany(one => NamesInReports.Parties(one.Data)).Select(named => named.KeyAsSent()));
            var reaches = open.SelectMany(one => Reaches(one.Record, one.Data, after)).Where(asked.Add).ToList();
            open.Clear();
            found = reaches.Count == 0 ? [] : [.. (await reads.NeighboursAsync(reaches)).Where(record => !known.Contains(record.Id))];
        }

        var facts = await reads.FactsAsync([.. records.SelectMany(record => (Guid[])[record.Id.FactId(), record.FactId ?? record.Id.FactId()]).Distinct()]);
        return new PageState(records, facts, targets, waiting);
    }

    private async Task<List<RecordFold>> WithHistoriesAsync(IReadOnlyList<StoredRecord> found, HashSet<RecordId> withHistory)
    {
        var histories = await reads.HistoriesAsync([.. found.Where(record => record.Says is null or PlantOpened || withHistory.Contains(record.Id)).Select(record => record.State.First)]);
        return [.. found.Select(record => new RecordFold(record.Id, record.State, histories.GetValueOrDefault(record.State.First), record.Says) { FactId = record.FactId })];
    }

    /// <summary>Where to look for what may match, as companies are before and after the stretch begins.</summary>
    private IEnumerable<Reach> Reaches(RecordId record, ReportData data, Companies after) =>
        ((Companies[])[context.Companies, after]).Distinct().Select(companies => ReachOf(record, data, companies)).OfType<Reach>();

    /// <summary>Null where no rule can be applied: the fold will say why.</summary>
    private static Reach? ReachOf(RecordId record, ReportData data, Companies companies)
    {
        try
        {
            var rule = FactRule.Of(data);
            var bucket = Claim.BucketOf(Claim.GroupOf(data, companies.Resolve));
            return rule.WithinDays is { } days && rule.When(data) is { } on
                ? new(bucket, record.Source, (on.Earliest ?? DateOnly.MinValue.AddDays(days)).AddDays(-days), (on.Latest ?? DateOnly.MaxValue.AddDays(-days)).AddDays(days))
                : new(bucket, record.Source, DateOnly.MinValue, DateOnly.MaxValue);
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            return null;
        }
    }
}
