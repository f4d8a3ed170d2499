using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Versions;
using EventPlatform.Projections.Fold;
using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.Projections.ReadModels;

/// <summary>Reads what a page of reports can touch, on one connection.</summary>
internal sealed class PageReads(NpgsqlConnection connection, int generation, CancellationToken ct)
{
    public async Task<(long Position, long Epoch)> MarkAsync() =>
        (await ListAsync("select position, epoch from read_n.mark", [], row => (row.GetInt64(0), row.GetInt64(1))))[0];

    public async Task<PageState> StateAsync(IReadOnlyList<(long Position, IReport Report)> page)
    {
        var targets = await TargetsAsync([.. page.Where(r => r.Report.Data is ReportRetracted { Target.Id: not null })]);
        var withHistory = new HashSet<RecordId>(targets.Values.Select(target => target.Record));
        var ids = new HashSet<RecordId>(withHistory);
        foreach (var (_, report) in page)
        {
            var id = report.Data is ReportRetracted retracted
                ? retracted.Target.RecordKey is { } key ? RecordId.Keyed(report.Source, key) : default(RecordId?)
                : RecordId.Of(report);
            if (id is null) continue;
            ids.Add(id.Value);
            if (FactRules.NeedsHistory(report.Data)) withHistory.Add(id.Value);
        }

        var records = await RecordsAsync(ids);
        var histories = records.Where(record => withHistory.Contains(record.Key)).Select(record => record.Value.First).ToArray();
        return new PageState(records, await FactsAsync([.. records.Values.Select(record => record.FactId)]), await HistoriesAsync(histories), targets, await WaitingAsync(page));
    }

    /// <summary>Only what comes before the retraction in the log: what comes later is waited for, in every cut of pages.</summary>
    private async Task<Dictionary<ReportId, (RecordId Record, long Position)>> TargetsAsync(IReadOnlyList<(long Position, IReport Report)> retractions) =>
        retractions.Count == 0 ? [] : (await ListAsync(
            """
            select i.source, i.id, i.position, e.data->>'recordKey'
            from unnest($1::text[], $2::text[], $3::bigint[]) r (source, target, position)
            join log.inbox i on i.source = r.source and i.id = r.target and i.position < r.position
            join log.mt_events e on e.seq_id = i.position and e.type <> 'ReportRetracted'
            """,
            [Column(retractions, r => r.Report.Source), Column(retractions, r => ((ReportRetracted)r.Report.Data).Target.Id!), Column(retractions, r => r.Position)],
            row => (Id: new ReportId(row.GetString(0), row.GetString(1)), Position: row.GetInt64(2), Key: row.GetText(3))))
        .DistinctBy(target => target.Id)
        .ToDictionary(target => target.Id, target => (RecordId.Of(target.Id.Source, target.Key, target.Id.Id), target.Position));

    private async Task<Dictionary<RecordId, RecordState>> RecordsAsync(IReadOnlyCollection<RecordId> ids) => (await ListAsync(
        """
        select r.source, r.record, r.first, r.fact_id, r.newest, r.sequence, r.hash, r.last_confirmed, r.has_reports
        from unnest($1::text[], $2::text[]) k (source, record) join read_n.records r using (source, record)
        """,
        [Column(ids, id => id.Source), Column(ids, id => id.Record)],
        row => (Id: new RecordId(row.GetString(0), row.GetString(1)), State: new RecordState(
            row.GetInt64(2), row.GetGuid(3), row.GetInt64(4), row.GetText(5), row.GetText(6), row.GetInt64(7), row.GetBoolean(8)))))
        .ToDictionary(record => record.Id, record => record.State);

    private async Task<Dictionary<Guid, FactVersion>> FactsAsync(Guid[] factIds) => (await ListAsync(
        """
        select f.fact_id, f.since, f.known_from, f.type, f.data, f.milestones
        from unnest($1::uuid[]) k (fact_id) join read_n.facts f on f.fact_id = k.fact_id and f.known_to = 9223372036854775807
        """,
        [factIds], ReadFact)).ToDictionary(fact => fact.FactId);

    private async Task<Dictionary<long, List<Entry>>> HistoriesAsync(long[] records) => records.Length == 0 ? [] : (await ListAsync(
        """
        select x.first, x.position, x.sequence, x.hash, x.withdrawn_by, e.type, e.data::text
        from read_n.record_entries x join log.mt_events e on e.seq_id = x.position where x.first = any($1) order by x.position
        """,
        [records], row => (First: row.GetInt64(0), Entry: new Entry(
            row.GetInt64(1), row.GetText(2), row.GetText(3), row.IsDBNull(3) ? null : StoredReports.Read(row.GetString(5), row.GetString(6)).Data, row.IsDBNull(4) ? null : row.GetInt64(4)))))
        .GroupBy(row => row.First, row => row.Entry).ToDictionary(record => record.Key, record => record.ToList());

    private async Task<Dictionary<ReportId, long>> WaitingAsync(IReadOnlyList<(long Position, IReport Report)> page) => (await ListAsync(
        """
        select w.source, w.target_id, w.position
        from unnest($1::text[], $2::text[]) k (source, target_id) join read_n.waiting_retractions w using (source, target_id)
        """,
        [Column(page, r => r.Report.Source), Column(page, r => r.Report.Id)],
        row => (Id: new ReportId(row.GetString(0), row.GetString(1)), Position: row.GetInt64(2)))).ToDictionary(row => row.Id, row => row.Position);

    private static FactVersion ReadFact(NpgsqlDataReader row)
    {
        var fact = FactRules.Conclude(Data(row.GetString(3), row.GetString(4)), history: () => []);
        var milestones = row.GetText(5) is { } json ? JsonSerializer.Deserialize<List<Milestone>>(json, ContractJson.Options) : null;
        return new(row.GetGuid(0), row.GetInt64(1), row.GetInt64(2), ReadModel.Open, fact with { Milestones = milestones });
    }

    private static ReportData Data(string type, string json) =>
        (ReportData)JsonSerializer.Deserialize(json, ReportTypes.ByName[type], ContractJson.Options)!;

    private static TValue[] Column<T, TValue>(IEnumerable<T> rows, Func<T, TValue> value) => [.. rows.Select(value)];

    private async Task<IReadOnlyList<T>> ListAsync<T>(string sql, object[] parameters, Func<NpgsqlDataReader, T> read)
    {
        await using var command = new NpgsqlCommand(ReadSchema.For(generation, sql), connection).With(parameters);
        return await command.ListAsync(read, ct);
    }
}
