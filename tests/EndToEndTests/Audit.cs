using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests;

/// <summary>Checks of the log and the read tables that must hold whatever happened before.</summary>
internal static class Audit
{
    /// <summary>
    /// Checks that the log has every report once, no holes, no dead letters, and each feed's reports about a company in the order in which
    /// the feed sent them.
    /// </summary>
    public static async Task TheLogHoldsAllInOrderAsync(Workspace workspace, int feeds, int reports)
    {
        (await workspace.ListAsync<string>(
            """
            select data ->> 'source' || ' ' || count(*) || ' ' || count(distinct data ->> 'id') || ' ' || max((data ->> 'id')::int)
            from log.mt_events where not is_archived group by data ->> 'source' order by 1
            """)).ShouldBe(Enumerable.Range(0, feeds).Select(feed =>
                $"{new LoadReports(feed).Source} {reports / feeds} {reports / feeds} {reports / feeds}"));
        (await workspace.ScalarAsync<long>("select max(seq_id) - count(*) from log.mt_events")).ShouldBe(0, "positions without a row");
        (await workspace.ScalarAsync<long>("select count(*) from log.dead_letters")).ShouldBe(0, "dead letters");
        (await workspace.ListAsync<string>(
            """
            select stream_id || ' ' || source || ': ' || number || ' after ' || before from (
              select stream_id, data ->> 'source' as source, (data ->> 'sequence')::int as number, seq_id,
                lag((data ->> 'sequence')::int) over (partition by stream_id, data ->> 'source' order by seq_id) as before
              from log.mt_events where not is_archived) e
            where number <= before order by seq_id limit 5
            """)).ShouldBeEmpty("reports out of order");
        (await workspace.ListAsync<string>(
            "select stream_id from log.mt_events where not is_archived group by stream_id having max(version) <> count(*)"))
            .ShouldBeEmpty("streams whose versions are not contiguous");
    }

    /// <summary>Checks that generation 1 equals generation 2, which is built from position 0.</summary>
    public static async Task ARebuildIsEqualAsync(Platform platform)
    {
        await ARebuildIsEqualToServedAsync(platform);
        (await Generations.RowsAsync(platform.Workspace, 1)).Where(table => table.Value == 0).Select(table => table.Key)
            .ShouldBe(["declarations", "parked", "trusts"], ignoreOrder: true);
    }

    public static async Task ARebuildIsEqualToServedAsync(Platform platform)
    {
        await Generations.BuildAsync(platform.Projections);
        (await Generations.DifferencesAsync(platform.Workspace, 1, 2)).ShouldBeEmpty();
    }
}
