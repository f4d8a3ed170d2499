using EventPlatform.Contracts;
using EventPlatform.Contracts.Versions;
using EventPlatform.Projections.Fold.Names;

namespace EventPlatform.Projections.ReadModels;

/// <summary>
/// Rewrites the tables before ops reassign single records: what their sources say about the key is stored record by record. This changes no
/// answer, and remains if the page is folded again.
/// </summary>
internal sealed class SeparationReads(ReadSession session)
{
    public async Task SeparateAsync(FoldCache cache, IReadOnlyList<CompanyReassigned> declared, SliceWriter writer)
    {
        foreach (var (key, source) in declared.SelectMany(one => (one.Records ?? []).Select(record => (one.Key, record.Source))).Distinct())
        {
            if (cache.Context.Reassignments.TellsApart(key, source)) continue;
            await writer.WrittenAsync();
            var apart = Separation.Of(key, source, await ReportsAsync(key, source, cache.Mark.Position), cache.Context.Reassignments);
            await writer.BeginAsync(writes =>
            {
                writes.AdvanceMark(cache.Mark, cache.Mark.Position);
                writes.Write(apart);
            });
            await writer.WrittenAsync();
            cache.Take(apart);
        }

        foreach (var one in declared) cache.Context.Reassignments.TellApart(one);
    }

    /// <summary>
    /// Returns the reports of the source that name the key. It finds them by the names in the tables, because these reports are few among
    /// the source's many.
    /// </summary>
    private Task<IReadOnlyList<(long Position, IReport Report)>> ReportsAsync(string key, string source, long upTo) => session.ListAsync(
        """
        with given as materialized (
          select jsonb_build_object('names', coalesce(jsonb_agg(distinct n.name), '[]')) as names
          from names n where n.sent = $1 collate "C" and n.source = $2)
        select e.seq_id, e.type, e.data::text
        from given cross join log.inbox i join log.mt_events e on e.seq_id = i.position
        where i.source = $2 and i.position <= $3 and jsonb_path_exists(e.data, '$.data.**.name ? (@ == $names[*])', given.names)
        order by e.seq_id
        """, [key, source, upTo], row => (row.GetInt64(0), StoredReports.Read(row.GetString(1), row.GetString(2))));
}
