using System.Globalization;
using EventPlatform.Projections.Fold.Facts;
using EventPlatform.Projections.Fold.Names;
using EventPlatform.Projections.Fold.Page;
using EventPlatform.Projections.Fold.Records;
using EventPlatform.Storage;

namespace EventPlatform.Projections.ReadModels;

/// <summary>What a page changed, one statement a table, with the mark. Parameters are question marks.</summary>
internal sealed class PageWrites(int generation, Action<string, object[]> queue)
{
    /// <summary>Queued first: takes the mark's row, so a second writer waits and then fails instead of writing beside us.</summary>
    public void AdvanceMark((long Position, long Epoch) from, long to) => Queue("select read_n.advance_mark(?, ?, ?)", from.Position, to, from.Epoch);

    /// <param name="mark">Of the tables: a record whose first report is later is not in them.</param>
    public void Write(PageFold page, long mark)
    {
        var isKnown = page.Touched.ToLookup(record => record.State.First <= mark);
        WriteRecords([.. isKnown[false]], "");
        WriteRecords([.. isKnown[true]],
            """
            on conflict (source, record) do update set fact_id = excluded.fact_id, newest = excluded.newest, said = excluded.said, sequence = excluded.sequence,
              hash = excluded.hash, first_hash = excluded.first_hash, revised = excluded.revised, last_confirmed = excluded.last_confirmed,
              has_reports = excluded.has_reports, began = excluded.began, bucket = excluded.bucket, earliest = excluded.earliest, latest = excluded.latest, wide = excluded.wide
            """);
        AddEntries(page.NewEntries);
        WithdrawEntries([.. page.Withdrawn]);
        WriteRetractions(page.Retractions);
        var facts = new FactWrites(Queue);
        facts.End(page.Facts.Ended);
        facts.Add(page.Facts.Begun);
        new InvestorWrites(Queue).Write(page.Facts.Begun, page.Facts.Ended);
        new NameWrites(Queue).Write(page.Names);
        AddTotals([.. page.Facts.Totals.Where(total => total.Value != default)]);
        new IdentityWrites(Queue).Write(page.Identity);
        Park(page.Parked);
        Queue($"notify {ReadModel.ChangedChannel}");
    }

    /// <summary>Puts what a source says of a key record by record in the place of what was kept of it as a whole.</summary>
    public void Write(Separation apart)
    {
        foreach (var table in (string[])["identifiers", "countries"]) Queue($"delete from read_n.{table} where key = ? and source = ?", apart.Key, apart.Source);
        Queue("delete from read_n.names where sent = ? and source = ?", apart.Key, apart.Source);
        new IdentityWrites(Queue).Identify(apart.Identified);
        var names = new NameWrites(Queue);
        names.Add(apart.Names);
        names.Place(apart.Countries);
    }

    private void WriteRecords(RecordFold[] records, string known)
    {
        if (records.Length == 0) return;
        Queue(
            $"""
            insert into read_n.records
              (source, record, first, fact_id, newest, said, sequence, hash, first_hash, revised, last_confirmed, has_reports, began, bucket, earliest, latest, wide)
            select * from unnest(?::text[], ?::text[], ?::bigint[], ?::uuid[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::boolean[], ?::bigint[],
              ?::boolean[], ?::timestamptz[], ?::bigint[], ?::date[], ?::date[], ?::boolean[])
            {known}
            """,
            Column(records, r => r.Id.Source), Column(records, r => r.Id.Record), Column(records, r => r.State.First), Column(records, r => r.FactId),
            Column(records, r => r.State.Newest), Column(records, r => r.State.InForce), Column(records, r => r.State.Sequence), Column(records, r => r.State.Hash),
            Column(records, r => r.State.FirstHash), Column(records, r => r.State.Revised), Column(records, r => r.State.LastConfirmed), Column(records, r => r.State.HasReports),
            Column(records, r => r.State.Began),
            Column(records, r => r.Claim is { } claim ? Claim.BucketOf(claim.Group) : (long?)null), Column(records, r => Day(r.Claim?.When?.Earliest, "-infinity")),
            Column(records, r => Day(r.Claim?.When?.Latest, "infinity")), Column(records, r => r.Claim?.IsWide));
    }

    private void AddEntries(List<(long First, Entry Entry)> added)
    {
        if (added.Count == 0) return;
        Queue(
            """
            insert into read_n.record_entries (first, position, sequence, hash, withdrawn_by)
            select * from unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::bigint[])
            """,
            Column(added, a => a.First), Column(added, a => a.Entry.Position), Column(added, a => a.Entry.Sequence), Column(added, a => a.Entry.Hash),
            Column(added, a => a.Entry.WithdrawnBy));
    }

    private void WithdrawEntries(KeyValuePair<(long First, long Position), long?>[] withdrawn)
    {
        if (withdrawn.Length == 0) return;
        Queue(
            """
            update read_n.record_entries x set withdrawn_by = w.by
            from unnest(?::bigint[], ?::bigint[], ?::bigint[]) w (first, position, by) where x.first = w.first and x.position = w.position
            """,
            Column(withdrawn, w => w.Key.First), Column(withdrawn, w => w.Key.Position), Column(withdrawn, w => w.Value));
    }

    private void WriteRetractions(IReadOnlyList<Retraction> retractions)
    {
        if (retractions.Count == 0) return;
        Queue(
            """
            insert into read_n.retractions (source, id, target_id, position, in_effect)
            select * from unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::boolean[])
            on conflict (source, id) do update set in_effect = excluded.in_effect
            """,
            Column(retractions, r => r.Id.Source), Column(retractions, r => r.Id.Id), Column(retractions, r => r.Target.Id), Column(retractions, r => r.Position),
            Column(retractions, r => r.InEffect));
    }

    private void Park(IReadOnlyList<ParkedGroup> parked)
    {
        if (parked.Count == 0) return;
        Queue("insert into read_n.parked (group_key, company, position, error) select * from unnest(?::text[], ?::text[], ?::bigint[], ?::text[])",
            Column(parked, p => p.Group), Column(parked, p => p.Company), Column(parked, p => p.Position), Column(parked, p => p.Error));
    }

    private void AddTotals(KeyValuePair<TotalKey, TotalDelta>[] totals)
    {
        if (totals.Length == 0) return;
        Queue(
            """
            insert into read_n.funding_totals as t (dimension, key, currency, amount, rounds)
            select * from unnest(?::text[], ?::text[], ?::text[], ?::numeric[], ?::bigint[])
            on conflict (dimension, key, currency) do update set amount = t.amount + excluded.amount, rounds = t.rounds + excluded.rounds
            """,
            Column(totals, t => t.Key.Dimension), Column(totals, t => t.Key.Key), Column(totals, t => t.Key.Currency),
            Column(totals, t => t.Value.Amount), Column(totals, t => t.Value.Rounds));
        // A rebuild that sees a round come and go in one page makes no line for it: neither must be left here
        var fewer = totals.Where(total => total.Value.Rounds < 0).ToArray();
        if (fewer.Length == 0) return;
        Queue(
            """
            delete from read_n.funding_totals t using unnest(?::text[], ?::text[], ?::text[]) f (dimension, key, currency)
            where t.rounds = 0 and t.dimension = f.dimension and t.key = f.key and t.currency = f.currency
            """,
            Column(fewer, t => t.Key.Dimension), Column(fewer, t => t.Key.Key), Column(fewer, t => t.Key.Currency));
    }

    /// <summary>As Postgres reads a day; open ends are infinite.</summary>
    public static string Day(DateOnly? day, string open) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? open;

    /// <summary>One value of each row, for unnest.</summary>
    public static TValue[] Column<T, TValue>(IReadOnlyCollection<T> rows, Func<T, TValue> value) => rows.Select(value).ToArray();

    private void Queue(string sql, params object[] parameters) => queue(ReadSchema.For(generation, sql), parameters);
}
