using EventPlatform.Contracts;
using EventPlatform.Contracts.Versions;
using EventPlatform.Projections.Fold.Facts;
using EventPlatform.Projections.Fold.Records;
using EventPlatform.Storage;
using EventPlatform.Storage.ReadTables;
using Npgsql;
using static EventPlatform.Projections.ReadModels.Statements;

namespace EventPlatform.Projections.ReadModels;

/// <summary>
/// The bucket and the days in which to search for records that may match a report of a source.
/// </summary>
internal readonly record struct MatchRange(long Bucket, string Source, DateOnly From, DateOnly To);

/// <summary>Reads the records, facts and retractions that a page refers to.</summary>
internal sealed class PageReads(ReadSession session)
{
    private static readonly string Columns = $"{RecordRow.Table.Columns("r")}, e.type, e.data::text, e.timestamp";
    private const string WhatItSays = "left join log.mt_events e on e.seq_id = r.in_force and r.hash is not null";

    private static readonly string[] Declarations =
        [.. ReportTypes.InLog
            .Where(type => type.Value.IsAssignableTo(typeof(IdentityDeclared)) || type.Value == typeof(FeedDeclared))
            .Select(type => type.Key)];

    /// <summary>Returns reports, and the reports that they retract, directly or through others.</summary>
    public Task<IReadOnlyList<ReportId>> NamedAsync(IReadOnlyCollection<ReportId> reports) => session.ListAsync(
        """
        with recursive chain (source, id) as (
          select * from unnest($1::text[], $2::text[])
          union
          select r.source, r.target_id from chain c
          cross join lateral (select * from retractions r where r.source = c.source and r.id = c.id limit 1) r)
        select source, id from chain
        """, [Column(reports, r => r.Source), Column(reports, r => r.Id)], row => new ReportId(row.GetString(0), row.GetString(1)));

    /// <summary>Adds a query for the retractions by id that name one of these reports.</summary>
    public static IReadOnlyList<Retraction> RetractionsOf(ReadBatch batch, IReadOnlyCollection<ReportId> reports) => batch.List(
        """
        select r.source, r.id, r.target_id, r.position, r.in_effect
        from unnest($1::text[], $2::text[]) k (source, id)
        cross join lateral (select * from retractions r where r.source = k.source and r.target_id = k.id) r
        """, [Column(reports, r => r.Source), Column(reports, r => r.Id)],
        row => new Retraction(
            new(row.GetString(0), row.GetString(1)), new(row.GetString(0), row.GetString(2)), row.GetInt64(3), row.GetBoolean(4)));

    /// <summary>Returns the records and positions of these reports, up to a position.</summary>
    public async Task<Dictionary<ReportId, (RecordId Record, long Position)>> TargetsAsync(
        IReadOnlyCollection<ReportId> reports, long until) =>
        (await session.ListAsync(
            """
            select i.source, i.id, i.position,
              case e.type when 'ReportRetracted' then e.data#>>'{data,target,recordKey}' else e.data->>'recordKey' end
            from unnest($1::text[], $2::text[]) r (source, target)
            cross join lateral (select * from log.inbox i where i.source = r.source and i.id = r.target and i.position <= $3 limit 1) i
            join log.mt_events e on e.seq_id = i.position and e.type <> all($4)
              and (e.type <> 'ReportRetracted' or e.data#>>'{data,target,recordKey}' is not null)
            """,
            [Column(reports, r => r.Source), Column(reports, r => r.Id), until, Declarations],
            row => (Id: new ReportId(row.GetString(0), row.GetString(1)), Position: row.GetInt64(2), Key: row.GetText(3))))
        .ToDictionary(target => target.Id, target => (RecordId.Of(target.Id.Source, target.Key, target.Id.Id), target.Position));

    public async Task<IReadOnlyList<StoredRecord>> RecordsAsync(IReadOnlyCollection<RecordId> ids)
    {
        var batch = session.Batch();
        var records = Records(batch, ids);
        await batch.ReadAsync();
        return records;
    }

    /// <summary>Adds a query for records.</summary>
    public static IReadOnlyList<StoredRecord> Records(ReadBatch batch, IReadOnlyCollection<RecordId> ids) =>
        ids.Count == 0 ? [] : batch.List(
            $"""
            select {Columns} from unnest($1::text[], $2::text[]) k (source, record)
            cross join lateral (select * from records r where r.source = k.source and r.record = k.record limit 1) r {WhatItSays}
            """,
            [Column(ids, id => id.Source), Column(ids, id => id.Record)], ReadRecord);

    /// <summary>Returns the records of the facts of these companies, whatever their role in them.</summary>
    public Task<IReadOnlyList<StoredRecord>> RecordsOfCompaniesAsync(IReadOnlyCollection<string> companies) => session.ListAsync(
        $"""
        select {Columns} from facts f join records r on r.fact_id = f.fact_id {WhatItSays}
        where f.known_to = 9223372036854775807 and f.state <> 'retracted'
          and (f.company = any($1) or f.counterparty = any($1) or f.investors && $1)
        """, [companies.ToArray()], ReadRecord);

    /// <summary>Returns the records of the facts with several sources, one of them under one of these prefixes.</summary>
    public Task<IReadOnlyList<StoredRecord>> RecordsSharedWithAsync(IReadOnlyList<string> prefixes) => session.ListAsync(
        $"""
        select {Columns} from facts f join records r on r.fact_id = f.fact_id {WhatItSays}
        where f.known_to = 9223372036854775807 and f.state <> 'retracted' and cardinality(f.sources) > 1
          and exists (select from unnest(f.sources) s, unnest($1::text[]) prefix
            where s = prefix or starts_with(s, rtrim(prefix, '/') || '/'))
        """, [prefixes.ToArray()], ReadRecord);

    /// <summary>Returns the records of other sources that could mean the same.</summary>
    public async Task<IReadOnlyList<RecordId>> NeighboursAsync(IReadOnlyCollection<MatchRange> ranges)
    {
        // Most groups have only one source, which two index lookups reveal
        var shared = (await session.ListAsync(
            """
            select distinct q.bucket from unnest($1::bigint[], $2::text[]) q (bucket, source)
            cross join lateral (select source from records r where r.bucket = q.bucket order by source limit 1) low
            cross join lateral (select source from records r where r.bucket = q.bucket order by source desc limit 1) high
            where low.source <> q.source or high.source <> q.source
            """, [Column(ranges, r => r.Bucket), Column(ranges, r => r.Source)], row => row.GetInt64(0))).ToHashSet();
        var asked = ranges.Where(range => shared.Contains(range.Bucket)).ToList();
        return asked.Count == 0 ? [] : await session.ListAsync(
            """
            select distinct r.source, r.record
            from unnest($1::bigint[], $2::text[], $3::date[], $4::date[]) q (bucket, source, first_day, last_day)
            cross join lateral (
              select * from records r where r.bucket = q.bucket and not r.wide
                and r.earliest between q.first_day - 366 and q.last_day and r.latest >= q.first_day
              union all
              select * from records r where r.bucket = q.bucket and r.wide and r.earliest <= q.last_day and r.latest >= q.first_day) r
            where r.source <> q.source
            """, [Column(asked, r => r.Bucket), Column(asked, r => r.Source), Column(asked, r => r.From), Column(asked, r => r.To)],
            row => new RecordId(row.GetString(0), row.GetString(1)));
    }

    public async Task<Dictionary<long, List<Entry>>> HistoriesAsync(long[] records) => records.Length == 0 ? [] : (await session.ListAsync(
        """
        select x.first, x.position, x.sequence, x.hash, x.withdrawn_by, e.type, e.data::text, e.timestamp
        from record_entries x join log.mt_events e on e.seq_id = x.position where x.first = any($1) order by x.position
        """, [records],
        row =>
        {
            var said = StatementOf(row.GetString(5), row.GetString(6), row.GetFieldValue<DateTimeOffset>(7));
            Guid? hash = row.IsDBNull(3) ? null : row.GetGuid(3);
            return (First: row.GetInt64(0), Entry: new Entry(
                row.GetInt64(1), said.Time, row.GetText(2), hash, hash is null ? null : said.Data,
                row.IsDBNull(4) ? null : row.GetInt64(4)));
        }))
        .GroupBy(entry => entry.First, entry => entry.Entry).ToDictionary(record => record.Key, record => record.ToList());

    public async Task<IReadOnlyList<FactVersion>> FactsAsync(IReadOnlyCollection<Guid> factIds) =>
        factIds.Count == 0 ? [] : await session.ListAsync(
            $"select {FactRow.Table.Columns("f")} from facts f where f.fact_id = any($1) and f.known_to = 9223372036854775807",
            [factIds.ToArray()], row => FactRows.Read(FactRow.Table.Read(row)));

    private static Statement StatementOf(string type, string document, DateTimeOffset recorded)
    {
        var report = StoredReports.Read(type, document);
        return new(Statement.DataOf(report), Statement.TimeOf(report, recorded));
    }

    private static StoredRecord ReadRecord(NpgsqlDataReader row)
    {
        var (id, factId, state) = RecordRows.Read(RecordRow.Table.Read(row));
        var report = RecordRow.Table.ColumnCount;
        return new(
            id, factId, state,
            row.IsDBNull(report)
                ? null
                : StatementOf(row.GetString(report), row.GetString(report + 1), row.GetFieldValue<DateTimeOffset>(report + 2)));
    }
}

/// <param name="Says">The report in force; null if the record says nothing.</param>
internal sealed record StoredRecord(RecordId Id, Guid? FactId, RecordState State, Statement? Says);
