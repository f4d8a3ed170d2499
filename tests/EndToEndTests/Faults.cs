using EventPlatform.Servers;
using EventPlatform.Storage;

namespace EventPlatform.EndToEndTests;

/// <summary>Every service but Query is killed while feeds post. <c>FAULTS_REPORTS</c> sets how many reports there are.</summary>
[Trait("Servers", "any")]
public sealed class Faults(Platform platform) : EndToEnd(platform)
{
    private const int Feeds = 4;

    private static readonly int Reports = int.TryParse(Environment.GetEnvironmentVariable("FAULTS_REPORTS"), out var reports)
        ? reports / Feeds * Feeds : 50_000;

    [Fact]
    public async Task Killed_services_lose_nothing_repeat_nothing_and_reorder_nothing()
    {
        var feeds = new LoadedFeeds(Feeds, Reports, Platform.Feed);

        await feeds.ReachAsync(0.25);
        await KillEventStoreInFlightAsync(feeds);
        await feeds.ReachAsync(0.5);
        await Platform.Projections.KillAsync();
        await Platform.Projections.StartReadyAsync();
        await feeds.ReachAsync(0.75);
        await Platform.Ingestion.KillAsync();
        await Platform.Ingestion.StartReadyAsync();
        feeds.Allow(1);
        await feeds.Posting;

        feeds.Retries.ShouldBeGreaterThan(0, "the feeds have retried while Ingestion was killed");
        await Platform.AreReadableAsync(Reports);
        await Audit.TheLogHoldsAllInOrderAsync(Platform.Workspace, Feeds, Reports);
        await Audit.ARebuildIsEqualAsync(Platform);
    }

    /// <summary>
    /// Holds the append lock until many acknowledged reports are not stored yet, then kills the EventStore amid its appends.
    /// </summary>
    private async Task KillEventStoreInFlightAsync(LoadedFeeds feeds)
    {
        await using var connection = await Platform.Workspace.Postgres.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await ReportLog.TakeAppendLockAsync(transaction, CancellationToken.None);
        var stored = await Platform.StoredAsync();
        await feeds.AcknowledgedAsync(stored + Reports / 50);

        await Platform.EventStore.KillAsync();

        (await Platform.StoredAsync()).ShouldBe(stored, "nothing was stored meanwhile");
        await Eventually.Get("unacknowledged chunks are back in the queues", Platform.Workspace.QueuedAsync, queued => queued > 0);
        await transaction.RollbackAsync();
        await Platform.EventStore.StartReadyAsync();
    }
}
