using EventPlatform.Servers;

namespace EventPlatform.Faults.Checks;

/// <summary>The tallies count every report from Ingestion once despite the kills, and none as missing.</summary>
internal static class TallyChecks
{
    public static async Task<IReadOnlyList<Check>> OfAsync(Workspace workspace, StoredLog log)
    {
        var unequal = await workspace.ListAsync<string>(
            """
            select sender from log.tallies where stored + duplicate + conflicting + dead_lettered
              <> (select sum(number - uncounted) from log.deliveries d where d.sender = tallies.sender)
            """);
        var counted = await workspace.ScalarAsync<long>("select sum(stored)::bigint from log.tallies");
        var missing = await workspace.ScalarAsync<long>("select coalesce(sum(last - first + 1), 0)::bigint from log.delivery_gaps");
        return
        [
            new("senders whose tally does not add up", 0, unequal.Count, unequal),
            new("stored reports that were counted", log.Reports.Count(report => report.Report.Source != PoisonFeed.Source), counted, []),
            new("reports counted as missing", 0, missing, []),
        ];
    }
}
