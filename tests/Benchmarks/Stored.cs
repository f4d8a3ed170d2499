using EventPlatform.Servers;

namespace EventPlatform.Benchmarks;

/// <summary>Waits for what was posted to reach the log, and the read tables, so that one measurement does not run into the next.</summary>
internal static class Stored
{

    public static Task<long> CountAsync(Installation installation) => installation.Workspace.ScalarAsync<long>("select count(*) from log.inbox");

    public static Task AreAsync(Installation installation, long count) =>
        Eventually.Get("all is stored", () => CountAsync(installation), stored => stored >= count);

    /// <summary>The queues are empty and the read tables have what was in them.</summary>
    public static async Task AllAsync(Installation installation)
    {
        await Eventually.Be("the queues are empty", async () => await installation.Workspace.QueuedAsync() == 0);
        if (!installation.Projections.HasExited) await Generations.IsCaughtUpAsync(installation.Projections);
    }
}
