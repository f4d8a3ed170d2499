using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Facts;
using EventPlatform.Projections.Fold.Page;
using EventPlatform.Projections.Fold.Records;

namespace EventPlatform.Projections.ReadModels;

/// <summary>
/// Loads the state that a page can touch: the records of its reports, and everything that a chain of matches joins to the past and new
/// content of these records, except for what is in memory. It loads more than is needed rather than less.
/// </summary>
/// <param name="before">May still be writing the last slice. Its state is in memory; reads from the tables wait for it.</param>
internal sealed class PageLoader(
    ReadSession session, PageReads reads, ContextReads contexts, FoldCache cache, SliceWriter before)
{
    public async Task<PageState> LoadAsync(IReadOnlyList<(long Position, IReport Report)> page)
    {
        var mayMove = await contexts.LoadMovesAsync(cache, page, before);
        var (reports, targets) = await TargetsAsync(page);
        var sent = new List<(RecordId Record, ReportData Data)>();
        foreach (var (_, report) in page)
        {
            if (RecordId.OfEntry(report) is { } record) sent.Add((record, report.Data));
        }

        var retracted = targets.Values.Select(target => target.Record).ToHashSet();
        var withHistory = sent.Where(one => FactRules.NeedsHistory(one.Data)).Select(one => one.Record).Concat(retracted).ToHashSet();
        var known = sent.Select(one => one.Record).Concat(retracted).ToHashSet();

        var batch = session.Batch();
        ContextReads.AddParties(batch, cache, page);
        var retractions = PageReads.RetractionsOf(batch, reports);
        var found = PageReads.Records(batch, [.. known.Where(id => cache.Fold.Find(id) is null)]);
        await batch.ReadAsync();

        var meanings = new KeyMeanings(page, cache.Context, mayMove);
        if (meanings is { Left.Count: > 0 } or { Prefixes.Count: > 0 }) await before.WrittenAsync();
        if (meanings.Left is { Count: > 0 } companies) found = [.. found, .. await reads.RecordsOfCompaniesAsync(companies)];
        if (meanings.Prefixes is { Count: > 0 } prefixes) found = [.. found, .. await reads.RecordsSharedWithAsync(prefixes)];
        var (records, failed) = (new Dictionary<RecordId, RecordFold>(), new Dictionary<RecordId, string>());
        var open = sent.Where(one => one.Data is not ReportRetracted).ToList();
        var histories = await LackingHistoriesAsync(withHistory);
        open.AddRange(histories.SelectMany(
            record => record.Value.Select(entry => entry.Data).OfType<ReportData>().Select(data => (record.Key, data))));
        open.AddRange(cache.Fold.Naming(meanings.Moved).SelectMany(record => record.EverSaid.Select(data => (record.Id, data))));
        while (found.Count > 0 || open.Count > 0)
        {
            var fresh = found.DistinctBy(record => record.Id)
                .Where(record => !records.ContainsKey(record.Id) && cache.Fold.Find(record.Id) is null).ToList();
            foreach (var record in await WithHistoriesAsync(fresh, withHistory))
            {
                records[record.Id] = record;
                known.Add(record.Id);
                open.AddRange(record.EverSaid.Select(data => (record.Id, data)));
            }

            await contexts.ResolveAsync(
                cache, open.SelectMany(one => one.Data.Parties.Select(named => cache.Context.Means(one.Record, named.KeyAsSent()))));
            var ranges = open.SelectMany(one => RangesOf(one.Record, one.Data, meanings, failed)).Where(cache.Ranges.Add).ToList();
            open.Clear();
            var neighbours = ranges.Count == 0 ? [] : await reads.NeighboursAsync(ranges);
            found = await reads.RecordsAsync([.. neighbours.Where(id => !known.Contains(id) && cache.Fold.Find(id) is null)]);
        }

        var facts = records.Values.SelectMany(record => (Guid[])[record.Id.FactId(), record.FactId ?? record.Id.FactId()]).Distinct();
        return new PageState([.. records.Values], await reads.FactsAsync([.. facts]), histories, targets, retractions, failed);
    }

    /// <summary>
    /// Returns the reports of a page and those that its retractions name, directly or through others, and the places of the latter.
    /// </summary>
    private async Task<(IReadOnlyCollection<ReportId>, Dictionary<ReportId, (RecordId Record, long Position)>)> TargetsAsync(
        IReadOnlyList<(long Position, IReport Report)> page)
    {
        var sent = page.Select(one => new ReportId(one.Report.Source, one.Report.Id)).ToList();
        var named = page.Where(one => one.Report.Data is ReportRetracted { Target.Id: not null })
            .Select(one => new ReportId(one.Report.Source, ((ReportRetracted)one.Report.Data).Target.Id!)).ToList();
        if (named.Count == 0) return (sent, []);
        await before.WrittenAsync();
        var chain = await reads.NamedAsync(named);
        return ([.. sent.Union(chain)], await reads.TargetsAsync(chain, page[^1].Position));
    }

    /// <summary>Returns the histories of records that are in memory without them.</summary>
    private async Task<Dictionary<RecordId, List<Entry>>> LackingHistoriesAsync(IEnumerable<RecordId> needed)
    {
        var lacking = needed.Select(cache.Fold.Find).OfType<RecordFold>().Where(record => !record.HasHistory)
            .ToDictionary(record => record.State.First, record => record.Id);
        if (lacking.Count > 0) await before.WrittenAsync();
        return (await reads.HistoriesAsync([.. lacking.Keys])).ToDictionary(history => lacking[history.Key], history => history.Value);
    }

    private async Task<List<RecordFold>> WithHistoriesAsync(IReadOnlyList<StoredRecord> found, HashSet<RecordId> withHistory)
    {
        var needed = found.Where(record =>
            record.Says is not { Data: var data } || FactRules.NeedsHistory(data) || withHistory.Contains(record.Id));
        var histories = await reads.HistoriesAsync([.. needed.Select(record => record.State.First)]);
        return
        [
            .. found.Select(record =>
                new RecordFold(record.Id, record.State, histories.GetValueOrDefault(record.State.First), record.Says)
                {
                    FactId = record.FactId,
                }),
        ];
    }

    /// <summary>
    /// Returns the ranges in which a match can be, for all companies of the report in the course of the page. If that fails, the
    /// fold parks the record.
    /// </summary>
    private static List<MatchRange> RangesOf(
        RecordId record, ReportData data, KeyMeanings meanings, Dictionary<RecordId, string> failed)
    {
        try
        {
            var rule = FactRules.Of(data);
            var (firstDay, lastDay) = rule.WindowOf(data);
            return
            [
                .. from company in MeaningsOf(record, data.Subject, meanings)
                   from counterparty in MeaningsOf(record, rule.CounterpartyOf(data), meanings)
                   select new MatchRange(Claim.BucketOf(rule.GroupOf(data, company, counterparty)), record.Source, firstDay, lastDay),
            ];
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            failed[record] = FoldFailure.Describe(error);
            return [];
        }
    }

    private static IEnumerable<string?> MeaningsOf(RecordId record, Named? named, KeyMeanings meanings)
    {
        if (named is null) return [null];
        return meanings.Of(record, named.KeyAsSent());
    }
}
