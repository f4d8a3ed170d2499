using System.Globalization;
using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Projections.Fold;
using Marten;

namespace EventPlatform.Projections.ReadModels;

/// <summary>Queues what a page changed, one statement a table, in the transaction that also moves the daemon's progress.</summary>
internal sealed class PageWrites(IDocumentOperations operations, int generation)
{
    /// <summary>Queued first: takes the mark's row, so a second writer waits and then fails instead of writing beside us.</summary>
    public void AdvanceMark(PageState from, long to) => Queue("select read_n.advance_mark(?, ?, ?)", from.Position, to, from.Epoch);

    public void Write(PageFold page)
    {
        WriteRecords([.. page.ChangedRecords]);
        EndVersions(page.EndedVersions);
        AddVersions(page.NewVersions);
        WriteNames([.. page.Names]);
        AddTotals([.. page.Totals.Where(total => total.Value != default)]);
    }

    private void WriteRecords(KeyValuePair<RecordId, RecordState>[] records) => Queue(
        """
        insert into read_n.records (source, record, fact_id, newest, sequence, hash, last_confirmed, positions)
        select source, record, fact_id, newest, sequence, hash, last_confirmed, positions::bigint[]
        from unnest(?::text[], ?::text[], ?::uuid[], ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::text[])
          r (source, record, fact_id, newest, sequence, hash, last_confirmed, positions)
        on conflict (source, record) do update set newest = excluded.newest, sequence = excluded.sequence, hash = excluded.hash,
          last_confirmed = excluded.last_confirmed, positions = excluded.positions
        """,
        Column(records, r => r.Key.Source), Column(records, r => r.Key.Record), Column(records, r => r.Value.FactId),
        Column(records, r => r.Value.Newest), Column(records, r => r.Value.Sequence), Column(records, r => r.Value.Hash),
        Column(records, r => r.Value.LastConfirmed), Column(records, r => $"{{{string.Join(',', r.Value.Positions)}}}"));

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
        Queue(
            """
            insert into read_n.facts
              (fact_id, since, known_from, known_to, type, company, counterparty, status, on_date, earliest, latest, amount, currency, data)
            select * from unnest(?::uuid[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
              ?::date[], ?::date[], ?::numeric[], ?::text[], ?::jsonb[])
            """,
            Column(added, v => v.FactId), Column(added, v => v.Since), Column(added, v => v.KnownFrom), Column(added, v => v.KnownTo),
            Column(added, v => v.Fact.Type), Column(added, v => v.Fact.Company), Column(added, v => v.Fact.Counterparty), Column(added, v => v.Fact.Status),
            Column(added, v => v.Fact.On?.Text), Column(added, v => Day(v.Fact.On, v.Fact.On?.Earliest, "-infinity")),
            Column(added, v => Day(v.Fact.On, v.Fact.On?.Latest, "infinity")), Column(added, v => v.Fact.Amount?.Amount),
            Column(added, v => v.Fact.Amount?.Currency),
            Column(added, v => JsonSerializer.Serialize(v.Fact.Data, v.Fact.Data.GetType(), ContractJson.Options)));
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
            Column(names, n => n.Key.Key), Column(names, n => n.Key.Name), Column(names, n => Fact.Kebab(n.Value.Kind)),
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
    }

    private static string? Day(PartialDate? date, DateOnly? day, string open) =>
        date is null ? null : day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? open;

    private static TValue[] Column<T, TValue>(IReadOnlyCollection<T> rows, Func<T, TValue> value) => rows.Select(value).ToArray();

    private void Queue(string sql, params object[] parameters) => operations.QueueSqlCommand(ReadSchema.For(generation, sql), parameters);
}
