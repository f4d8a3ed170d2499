using EventPlatform.Projections.Fold.Names;
using EventPlatform.Projections.Fold.Page;
using EventPlatform.Storage;
using EventPlatform.Storage.ReadTables;
using static EventPlatform.Projections.ReadModels.Statements;

namespace EventPlatform.Projections.ReadModels;

/// <summary>Queues the changes of a page, with the mark.</summary>
internal sealed class PageWrites(Statements statements)
{
    private const string WithdrawEntries =
        """
        update record_entries x set withdrawn_by = w.by
        from unnest(?::bigint[], ?::bigint[], ?::bigint[]) w (first, position, by) where x.first = w.first and x.position = w.position
        """;

    private const string EndFacts =
        """
        update facts f set known_to = e.known_to from unnest(?::uuid[], ?::bigint[], ?::bigint[]) e (fact_id, known_from, known_to)
        where f.fact_id = e.fact_id and f.known_from = e.known_from
        """;

    private const string DeleteTotals =
        """
        delete from funding_totals t using unnest(?::text[], ?::text[], ?::text[]) f (dimension, key, currency)
        where t.rounds = 0 and t.dimension = f.dimension and t.key = f.key and t.currency = f.currency
        """;

    private static readonly string AddTotals =
        $"""
        {FundingTotalRow.Table.Insert} on conflict ({FundingTotalRow.Table.Key})
        do update set amount = t.amount + excluded.amount, rounds = t.rounds + excluded.rounds
        """;

    private const string DeleteCounts =
        """
        delete from daily_counts c using unnest(?::text[], ?::text[], ?::date[]) f (dimension, key, day)
        where c.reports = 0 and c.facts = 0 and c.dimension = f.dimension and c.key = f.key and c.day = f.day
        """;

    private static readonly string AddCounts =
        $"""
        {DailyCountRow.Table.Insert} on conflict ({DailyCountRow.Table.Key})
        do update set reports = t.reports + excluded.reports, facts = t.facts + excluded.facts
        """;

    /// <summary>
    /// Must be queued first: it locks the mark's row, so that a second writer waits and then fails instead of writing too.
    /// </summary>
    public void AdvanceMark((long Position, long Epoch) from, long to) =>
        statements.Run("select advance_mark(?, ?, ?)", from.Position, to, from.Epoch);

    /// <param name="mark">The mark of the tables. A record whose first report is later is not in them.</param>
    public void Write(PageFold page, long mark)
    {
        var isKnown = page.Touched.ToLookup(record => record.State.First <= mark, RecordRows.Of);
        statements.Insert(RecordRow.Table, [.. isKnown[false]]);
        statements.Upsert(RecordRow.Table, [.. isKnown[true]]);
        statements.Insert(RecordEntryRow.Table, page.NewEntries.ConvertAll(added => RecordRows.Of(added.First, added.Entry)));
        Withdraw(page.Withdrawn);
        statements.Upsert(RetractionRow.Table, RecordRows.Of(page.Retractions));
        if (page.Facts.Ended is { Count: > 0 } ended)
            statements.Run(EndFacts, Column(ended, e => e.FactId), Column(ended, e => e.KnownFrom), Column(ended, e => e.KnownTo));
        statements.Insert(FactRow.Table, page.Facts.Begun.ConvertAll(FactRows.Of));
        statements.Insert(InvestorChangeRow.Table, [.. InvestorRows.Of(page.Facts.Begun, page.Facts.Ended)]);
        statements.Insert(
            ProductNameRow.Table, [.. ProductRows.Of(page.Facts.Begun)], $"{ProductNameRow.Table.Insert} on conflict do nothing");
        new NameWrites(statements).Write(page.Names);
        Add(TotalRows.Of(page.Facts.Totals));
        Add(page.Facts.Daily.Changed);
        new IdentityWrites(statements).Write(page.Identity);
        statements.Insert(ParkedRow.Table, [.. page.Parked.Select(IdentityRows.Of)]);
        statements.Run($"notify {ReadModel.ChangedChannel}");
    }

    /// <summary>Replaces what is stored for a source and a key as a whole by the same data record by record.</summary>
    public void Write(Separation apart)
    {
        foreach (var table in (string[])["identifiers", "countries"])
            statements.Run($"delete from {table} where key = ? and source = ?", apart.Key, apart.Source);
        statements.Run("delete from names where sent = ? and source = ?", apart.Key, apart.Source);
        statements.Insert(IdentifierRow.Table, IdentityRows.Of(apart.Identified));
        var names = new NameWrites(statements);
        names.Add(apart.Names);
        names.Place(apart.Countries);
    }

    /// <summary>Updates the entries that a retraction by id withdraws or reinstates.</summary>
    public void Withdraw(IReadOnlyCollection<KeyValuePair<(long First, long Position), long?>> withdrawn)
    {
        if (withdrawn.Count == 0) return;
        statements.Run(
            WithdrawEntries, Column(withdrawn, w => w.Key.First), Column(withdrawn, w => w.Key.Position), Column(withdrawn, w => w.Value));
    }

    /// <summary>
    /// Adds daily counts. Counts that cancel each other leave no row, because a rebuild that sees both in one page creates none.
    /// </summary>
    private void Add(IReadOnlyDictionary<DailyKey, DailyDelta> counts)
    {
        statements.Insert(DailyCountRow.Table, DailyRows.Of(counts), AddCounts);
        // A key that had a report on the day keeps its row
        var zero = counts.Where(count => count.Value is { Reports: 0, Facts: not 0 }).Select(count => count.Key).ToList();
        if (zero.Count > 0)
            statements.Run(DeleteCounts, Column(zero, key => key.Dimension), Column(zero, key => key.Key), Column(zero, key => key.Day));
    }

    private void Add(IReadOnlyCollection<FundingTotalRow> totals)
    {
        statements.Insert(FundingTotalRow.Table, totals, AddTotals);
        // A rebuild that sees a round come and go in one page creates no row for it, so none must be left here
        var fewer = totals.Where(total => total.Rounds < 0).ToList();
        if (fewer.Count > 0)
            statements.Run(DeleteTotals, Column(fewer, t => t.Dimension), Column(fewer, t => t.Key), Column(fewer, t => t.Currency));
    }
}
