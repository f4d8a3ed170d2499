using EventPlatform.Servers;

namespace EventPlatform.Benchmarks;

/// <summary>Waits until posted reports are in the log and the read tables, so that one measurement does not affect the next.</summary>
internal static class Stored
{
    /// <summary>Returns the last position, because counting the log repeatedly would cost PostgreSQL more than appending to it.</summary>
    /// <param name="log">The table of events, ours or a peer's.</param>
    public static Task<long> LastAsync(Installation installation, string log = "log.mt_events") =>
        installation.Workspace.ScalarAsync<long>($"select coalesce(max(seq_id), 0) from {log}");

    public static Task UpToAsync(Installation installation, long position, string log = "log.mt_events") =>
        Eventually.Get("all is stored", () => LastAsync(installation, log), last => last >= position);

    public static async Task AreAsync(Installation installation, long after, long reports, string log = "log.mt_events")
    {
        var stored = await installation.Workspace.ScalarAsync<long>($"select count(*) from {log} where seq_id > {after}");
        if (stored != reports) throw new InvalidOperationException($"{stored} reports were stored instead of {reports}");
    }

    /// <summary>Waits until the queues are empty and their reports are in the read tables.</summary>
    public static async Task AllAsync(Installation installation)
    {
        await Eventually.Be("the queues are empty", async () => await installation.Workspace.QueuedAsync() == 0);
        if (!installation.Projections.HasExited) await Generations.IsCaughtUpAsync(installation.Projections);
    }
}
