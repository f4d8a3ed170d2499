using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Facts;
using EventPlatform.Projections.Fold.Page;
using EventPlatform.Projections.Fold.Records;

namespace EventPlatform.Projections.ReadModels;

/// <summary>
/// Loads what a page can touch: the records that its reports belong to and everything that a chain of matches joins to what these records
/// said or will say, except for what is at hand. Loads more than is needed rather than less.
/// </summary>
/// <param name="before">May still be writing what was folded last: that is at hand, and waited for where it is looked for in the
/// tables.</param>
internal sealed class PageLoader(PageReads reads, ContextReads contexts, AtHand hand, SliceWriter before)
{
    public async Task<PageState> LoadAsync(IReadOnlyList<(long Position, IReport Report)> page)
    {
        var meanings = await contexts.MeaningsAsync(hand, page, before);
        var (retractions, targets) = await RetractionsAsync(page);
        var sent = page.SelectMany(one => RecordId.OfEntry(one.Report) is { } record ? [(Record: record, one.Report.Data)] : Array.Empty<(RecordId Record, ReportData Data)>()).ToList();
        var retracted = targets.Values.Select(target => target.Record).ToHashSet();
        var withHistory = sent.Where(one => FactRules.NeedsHistory(one.Data)).Select(one => one.Record).Concat(retracted).ToHashSet();

        var known = sent.Select(one => one.Record).Concat(retracted).ToHashSet();
        var found = await reads.RecordsAsync([.. known.Where(id => hand.Fold.Find(id) is null)]);
        if (meanings is { Left.Count: > 0 } or { Prefixes.Count: > 0 }) await before.WrittenAsync();
        if (meanings.Left is { Count: > 0 } companies) found = [.. found, .. await reads.RecordsOfCompaniesAsync(companies)];
        if (meanings.Prefixes is { Count: > 0 } prefixes) found = [.. found, .. await reads.RecordsSharedWithAsync(prefixes)];
        var (records, failed) = (new Dictionary<RecordId, RecordFold>(), new Dictionary<RecordId, string>());
        var open = sent.Where(one => one.Data is not ReportRetracted).ToList();
        var histories = await LackingHistoriesAsync(withHistory);
        open.AddRange(histories.SelectMany(record => record.Value.Select(entry => entry.Data).OfType<ReportData>().Select(data => (record.Key, data))));
        open.AddRange(hand.Fold.Naming(meanings.Moved).SelectMany(record => record.EverSaid.Select(data => (record.Id, data))));
        while (found.Count > 0 || open.Count > 0)
        {
            foreach (var record in await WithHistoriesAsync([.. found.DistinctBy(record => record.Id).Where(record => !records.ContainsKey(record.Id) && hand.Fold.Find(record.Id) is null)], withHistory))
            {
                records[record.Id] = record;
                known.Add(record.Id);
                open.AddRange(record.EverSaid.Select(data => (record.Id, data)));
            }

            await contexts.ResolveAsync(hand, open.SelectMany(one => one.Data.Parties.Select(named => hand.Context.Means(one.Record, named.KeyAsSent()))));
            var reaches = open.SelectMany(one => Reaches(one.Record, one.Data, meanings, failed)).Where(hand.Reached.Add).ToList();
            open.Clear();
            found = reaches.Count == 0 ? [] : await reads.RecordsAsync([.. (await reads.NeighboursAsync(reaches)).Where(id => !known.Contains(id) && hand.Fold.Find(id) is null)]);
        }

        var facts = await reads.FactsAsync([.. records.Values.SelectMany(record => (Guid[])[record.Id.FactId(), record.FactId ?? record.Id.FactId()]).Distinct()]);
        return new PageState([.. records.Values], facts, histories, targets, retractions, failed);
    }

    /// <summary>Retractions that have to do with a page, and where the reports are that it withdraws or reinstates.</summary>
    private async Task<(IReadOnlyList<Retraction> Known, Dictionary<ReportId, (RecordId Record, long Position)> Targets)> RetractionsAsync(
        IReadOnlyList<(long Position, IReport Report)> page)
    {
        var sent = page.Select(one => new ReportId(one.Report.Source, one.Report.Id)).ToList();
        var named = page.Where(one => one.Report.Data is ReportRetracted { Target.Id: not null })
            .Select(one => new ReportId(one.Report.Source, ((ReportRetracted)one.Report.Data).Target.Id!)).ToList();
        if (named.Count == 0) return (await reads.RetractionsOfAsync(sent), []);
        await before.WrittenAsync();
        var chain = await reads.NamedAsync(named);
        return (await reads.RetractionsOfAsync([.. sent.Union(chain)]), await reads.TargetsAsync(chain, page[^1].Position));
    }

    /// <summary>Of records at hand that were read without.</summary>
    private async Task<Dictionary<RecordId, List<Entry>>> LackingHistoriesAsync(IEnumerable<RecordId> needed)
    {
        var lacking = needed.Select(hand.Fold.Find).OfType<RecordFold>().Where(record => !record.HasHistory).ToDictionary(record => record.State.First, record => record.Id);
        if (lacking.Count > 0) await before.WrittenAsync();
        return (await reads.HistoriesAsync([.. lacking.Keys])).ToDictionary(history => lacking[history.Key], history => history.Value);
    }

    private async Task<List<RecordFold>> WithHistoriesAsync(IReadOnlyList<StoredRecord> found, HashSet<RecordId> withHistory)
    {
        var histories = await reads.HistoriesAsync([.. found.Where(record => record.Says is not { Data: var data } || FactRules.NeedsHistory(data) || withHistory.Contains(record.Id)).Select(record => record.State.First)]);
        return [.. found.Select(record => new RecordFold(record.Id, record.State, histories.GetValueOrDefault(record.State.First), record.Says) { FactId = record.FactId })];
    }

    /// <summary>
    /// Where to look for what may match, whatever its companies are in the course of the page. If that fails, the fold parks the record.
    /// </summary>
    private static List<Reach> Reaches(RecordId record, ReportData data, KeyMeanings meanings, Dictionary<RecordId, string> failed)
    {
        try
        {
            var rule = FactRules.Of(data);
            var (from, to) = rule.WindowOf(data);
            return [.. MeaningsOf(record, data.Subject, meanings).SelectMany(company => MeaningsOf(record, rule.CounterpartyOf(data), meanings).Select(counterparty =>
                new Reach(Claim.BucketOf(rule.GroupOf(data, company, counterparty)), record.Source, from, to)))];
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            failed[record] = error.Message;
            return [];
        }
    }

    private static IEnumerable<string?> MeaningsOf(RecordId record, Named? named, KeyMeanings meanings)
    {
        if (named is null) return [null];
        return meanings.Of(record, named.KeyAsSent());
    }
}
