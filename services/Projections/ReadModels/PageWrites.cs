using System.Globalization;
using EventPlatform.Contracts;
using EventPlatform.Projections.Fold;
using Marten;

namespace EventPlatform.Projections.ReadModels;

/// <summary>Queues what a page changed, one statement a table, in the transaction that also moves the daemon's progress.</summary>
internal sealed class PageWrites(IDocumentOperations operations, int generation)
{
    /// <summary>Queued first: takes the mark's row, so a second writer waits and then fails instead of writing beside us.</summary>
    public void AdvanceMark((long Position, long Epoch) from, long to) => Queue("select read_n.advance_mark(?, ?, ?)", from.Position, to, from.Epoch);

    public void Write(PageFold page)
    {
        WriteRecords([.. page.Records]);
        AddEntries(page.NewEntries);
        WithdrawEntries(page.Withdrawn);
        AddWaiting([.. page.NewlyWaiting]);
        EndVersions(page.Facts.Ended);
        AddVersions(page.Facts.Begun);
        WriteNames([.. page.Names]);
        AddTotals([.. page.Facts.Totals.Where(total => total.Value != default)]);
    }

    private void WriteRecords(KeyValuePair<RecordId, RecordState>[] records)
    {
        if (records.Length == 0) return;
        Queue(
            """
            insert into read_n.records (source, record, first, fact_id, newest, sequence, hash, last_confirmed, has_reports)
            select * from unnest(?::text[], ?::text[], ?::bigint[], ?::uuid[], ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::boolean[])
            on conflict (source, record) do update set newest = excluded.newest, sequence = excluded.sequence, hash = excluded.hash,
              last_confirmed = excluded.last_confirmed, has_reports = excluded.has_reports
            """,
            Column(records, r => r.Key.Source), Column(records, r => r.Key.Record), Column(records, r => r.Value.First), Column(records, r => r.Value.FactId),
            Column(records, r => r.Value.Newest), Column(records, r => r.Value.Sequence), Column(records, r => r.Value.Hash),
            Column(records, r => r.Value.LastConfirmed), Column(records, r => r.Value.HasReports));
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

    private void WithdrawEntries(List<(long First, long Position, long By)> withdrawn)
    {
        if (withdrawn.Count == 0) return;
        Queue(
            """
            update read_n.record_entries x set withdrawn_by = w.by
            from unnest(?::bigint[], ?::bigint[], ?::bigint[]) w (first, position, by) where x.first = w.first and x.position = w.position
            """,
            Column(withdrawn, w => w.First), Column(withdrawn, w => w.Position), Column(withdrawn, w => w.By));
    }

    private void AddWaiting(KeyValuePair<ReportId, long>[] waiting)
    {
        if (waiting.Length == 0) return;
        Queue(
            """
            insert into read_n.waiting_retractions (source, target_id, position)
            select * from unnest(?::text[], ?::text[], ?::bigint[]) on conflict do nothing
            """,
            Column(waiting, w => w.Key.Source), Column(waiting, w => w.Key.Id), Column(waiting, w => w.Value));
    }

    private void EndVersions(List<FactVersion> ended)
    {
        if (ended.Count == 0) return;
        Queue(
            """
            update read_n.facts f set known_to = e.known_to from unnest(?::uuid[], ?::bigint[], ?::bigint[]) e (fact_id, known_from, known_to)
            where f.fact_id = e.fact_id and f.known_from = e.known_from
            """,
            Column(ended, e => e.FactId), Column(ended, e => e.KnownFrom), Column(ended, e => e.KnownTo));
    }

    private void AddVersions(List<FactVersion> added)
    {
        if (added.Count == 0) return;
        var json = added.ConvertAll(version => version.Fact.Json());
        Queue(
            """
            insert into read_n.facts
              (fact_id, since, known_from, known_to, type, company, counterparty, status, on_date, earliest, latest, amount, currency, data, milestones)
            select * from unnest(?::uuid[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
              ?::date[], ?::date[], ?::numeric[], ?::text[], ?::jsonb[], ?::jsonb[])
            """,
            Column(added, v => v.FactId), Column(added, v => v.Since), Column(added, v => v.KnownFrom), Column(added, v => v.KnownTo),
            Column(added, v => v.Fact.Type), Column(added, v => v.Fact.Company), Column(added, v => v.Fact.Counterparty), Column(added, v => v.Fact.Status),
            Column(added, v => v.Fact.On?.Text), Column(added, v => Day(v.Fact.On, v.Fact.On?.Earliest, "-infinity")),
            Column(added, v => Day(v.Fact.On, v.Fact.On?.Latest, "infinity")), Column(added, v => v.Fact.Amount?.Amount),
            Column(added, v => v.Fact.Amount?.Currency), Column(json, j => j.Data), Column(json, j => j.Milestones));
    }

    private void WriteNames(KeyValuePair<NameKey, NameSeen>[] names)
    {
        if (names.Length == 0) return;
        Queue(
            """
            insert into read_n.names as n (key, name, kind, first, last)
            select * from unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[])
            on conflict (key, name) do update set kind = excluded.kind, last = excluded.last
            """,
            Column(names, n => n.Key.Key), Column(names, n => n.Key.Name), Column(names, n => ContractJson.Name(n.Value.Kind)),
            Column(names, n => n.Value.First), Column(names, n => n.Value.Last));
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

    private static string? Day(PartialDate? date, DateOnly? day, string open) =>
        date is null ? null : day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? open;

    private static TValue[] Column<T, TValue>(IReadOnlyCollection<T> rows, Func<T, TValue> value) => rows.Select(value).ToArray();

    private void Queue(string sql, params object[] parameters) => operations.QueueSqlCommand(ReadSchema.For(generation, sql), parameters);
}
