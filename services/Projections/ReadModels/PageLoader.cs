using EventPlatform.Contracts;
using EventPlatform.Projections.Fold;
using EventPlatform.Projections.Fold.Identity;
using EventPlatform.Projections.Fold.Records;
using EventPlatform.Projections.Fold.Rules;

namespace EventPlatform.Projections.ReadModels;

/// <summary>
/// Loads what a page can touch: the records that its reports belong to and everything that a chain of matches joins to what these records said
/// or will say, except for what is at hand. Loads more than is needed rather than less.
/// </summary>
/// <param name="before">May still be writing what was folded last: that is at hand, and waited for where it is looked for in the tables.</param>
internal sealed class PageLoader(PageReads reads, ContextReads contexts, AtHand hand, SliceWriter before)
{
    public async Task<PageState> LoadAsync(IReadOnlyList<(long Position, IReport Report)> page)
    {
        var meanings = await contexts.MeaningsAsync(hand, page, before);
        var targets = await reads.TargetsAsync([.. page.Where(sent => sent.Report.Data is ReportRetracted { Target.Id: not null })]);
        var waiting = await reads.WaitingAsync(page);
        var sent = page.SelectMany(one => RecordId.OfEntry(one.Report) is { } record ? [(Record: record, one.Report.Data)] : Array.Empty<(RecordId Record, ReportData Data)>()).ToList();
        var retracted = targets.Values.Select(target => target.Record).ToHashSet();
        var withHistory = sent.Where(one => one.Data is PlantOpened).Select(one => one.Record).Concat(retracted).ToHashSet();

        var known = sent.Select(one => one.Record).Concat(retracted).ToHashSet();
        var found = await reads.RecordsAsync([.. known.Where(id => hand.Fold.AtHand(id) is null)]);
        if (meanings is { Left.Count: > 0 } or { Prefixes.Count: > 0 }) await before.WrittenAsync();
        if (meanings.Left is { Count: > 0 } companies) found = [.. found, .. await reads.RecordsOfCompaniesAsync(companies)];
        if (meanings.Prefixes is { Count: > 0 } prefixes) found = [.. found, .. await reads.RecordsSharedWithAsync(prefixes)];
        var records = new Dictionary<RecordId, RecordFold>();
        var open = sent.Where(one => one.Data is not ReportRetracted).ToList();
        var histories = await LackingHistoriesAsync(withHistory);
        open.AddRange(histories.SelectMany(record => record.Value.Select(entry => entry.Data).OfType<ReportData>().Select(data => (record.Key, data))));
        open.AddRange(hand.Fold.Naming(meanings.Moved).SelectMany(record => record.EverSaid.Select(data => (record.Id, data))));
        while (found.Count > 0 || open.Count > 0)
        {
            foreach (var record in await WithHistoriesAsync([.. found.DistinctBy(record => record.Id).Where(record => !records.ContainsKey(record.Id) && hand.Fold.AtHand(record.Id) is null)], withHistory))
            {
                records[record.Id] = record;
                known.Add(record.Id);
                open.AddRange(record.EverSaid.Select(data => (record.Id, data)));
            }

            await contexts.ResolveAsync(hand, open.SelectMany(one => NamesInReports.Parties(one.Data)).Select(named => named.KeyAsSent()));
            var reaches = open.SelectMany(one => Reaches(one.Record, one.Data, meanings)).Where(hand.Reached.Add).ToList();
            open.Clear();
            found = reaches.Count == 0 ? [] : await reads.RecordsAsync([.. (await reads.NeighboursAsync(reaches)).Where(id => !known.Contains(id) && hand.Fold.AtHand(id) is null)]);
        }

        var facts = await reads.FactsAsync([.. records.Values.SelectMany(record => (Guid[])[record.Id.FactId(), record.FactId ?? record.Id.FactId()]).Distinct()]);
        return new PageState([.. records.Values], facts, histories, targets, waiting);
    }

    /// <summary>Of records at hand that were read without.</summary>
    private async Task<Dictionary<RecordId, List<Entry>>> LackingHistoriesAsync(IEnumerable<RecordId> needed)
    {
        var lacking = needed.Select(hand.Fold.AtHand).OfType<RecordFold>().Where(record => !record.HasHistory).ToDictionary(record => record.State.First, record => record.Id);
        if (lacking.Count > 0) await before.WrittenAsync();
        return (await reads.HistoriesAsync([.. lacking.Keys])).ToDictionary(history => lacking[history.Key], history => history.Value);
    }

    private async Task<List<RecordFold>> WithHistoriesAsync(IReadOnlyList<StoredRecord> found, HashSet<RecordId> withHistory)
    {
        var histories = await reads.HistoriesAsync([.. found.Where(record => record.Says is null or PlantOpened || withHistory.Contains(record.Id)).Select(record => record.State.First)]);
        return [.. found.Select(record => new RecordFold(record.Id, record.State, histories.GetValueOrDefault(record.State.First), record.Says) { FactId = record.FactId })];
    }

    /// <summary>Where to look for what may match, whatever its companies are in the course of the page. None where no rule can be applied: the fold will say why.</summary>
    private static List<Reach> Reaches(RecordId record, ReportData data, Meanings meanings)
    {
        try
        {
            var rule = FactRule.Of(data);
            var (from, to) = rule.WithinDays is { } days && rule.When(data) is { } on
                ? ((on.Earliest ?? DateOnly.MinValue.AddDays(days)).AddDays(-days), (on.Latest ?? DateOnly.MaxValue.AddDays(-days)).AddDays(days))
                : (DateOnly.MinValue, DateOnly.MaxValue);
            return [.. MeaningsOf(data.Subject, meanings).SelectMany(company => MeaningsOf(rule.Counterparty(data), meanings).Select(counterparty =>
                new Reach(Claim.BucketOf(Claim.GroupOf(data, company, counterparty)), record.Source, from, to)))];
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            return [];
        }
    }

    private static IEnumerable<string?> MeaningsOf(Named? named, Meanings meanings)
    {
        if (named is null) return [null];
        return meanings.Of(named.KeyAsSent());
    }
}
