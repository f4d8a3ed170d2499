using EventPlatform.Servers;
using EventPlatform.Storage;

namespace EventPlatform.EndToEndTests;

/// <summary>Every service but Query is killed while feeds post. <c>FAULTS_REPORTS</c> sets how many reports there are.</summary>
public sealed class Faults(Platform platform) : EndToEnd(platform)
{
    private const int Feeds = 4;

    private static readonly int Reports = int.TryParse(Environment.GetEnvironmentVariable("FAULTS_REPORTS"), out var reports) ? reports / Feeds * Feeds : 50_000;

    [Fact]
    public async Task Killed_services_lose_nothing_repeat_nothing_and_reorder_nothing()
    {
        var feeds = LoadFeed.Several(Platform, Feeds, Reports);
        var posting = Task.WhenAll(feeds.Select(feed => Task.Run(feed.PostAllAsync)));

        await AcknowledgedAsync(Reports / 4);
        await KillEventStoreInFlightAsync();
        await AcknowledgedAsync(Reports / 2);
        await Platform.Projections.KillAsync();
        await Platform.Projections.StartReadyAsync();
        await AcknowledgedAsync(Reports / 4 * 3);
        await Platform.Ingestion.KillAsync();
        await Platform.Ingestion.StartReadyAsync();
        await posting;

        feeds.Sum(feed => feed.Retries).ShouldBeGreaterThan(0, "the feeds have met an error and gone on");
        await Platform.AreReadableAsync(Reports);
        await Audit.TheLogHoldsAllInOrderAsync(Platform.Workspace, Feeds, Reports);
        await RebuiltTablesAreEqualAsync();

        Task AcknowledgedAsync(int reports) => Eventually.Get("the feeds are acknowledged", () => Task.FromResult(feeds.Sum(feed => feed.Acknowledged)),
            acknowledged => posting.IsFaulted || acknowledged >= reports, TimeSpan.FromSeconds(60));

        // Held by the append lock until much is acknowledged that is not stored, then killed amid its appends
        async Task KillEventStoreInFlightAsync()
        {
            await using var connection = await Platform.Workspace.Postgres.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await ReportLog.TakeAppendLockAsync(transaction, CancellationToken.None);
            var stored = await Platform.StoredAsync();
            await Eventually.Get("reports are in flight", () => Task.FromResult(feeds.Sum(feed => feed.Acknowledged)), acknowledged => acknowledged > stored + 1000);

            await Platform.EventStore.KillAsync();

            (await Platform.StoredAsync()).ShouldBe(stored, "nothing was stored meanwhile");
            await Eventually.Get("what was unacknowledged is back in the queues", Platform.Workspace.QueuedAsync, queued => queued > 0);
            await transaction.RollbackAsync();
            await Platform.EventStore.StartReadyAsync();
        }
    }

    private async Task RebuiltTablesAreEqualAsync()
    {
        await using var rebuild = new ServiceProcess("Projections", Platform.Workspace, ("Projections__Generation", "2"));
        await rebuild.StartReadyAsync();
        await EndToEndTests.Platform.IsCaughtUpAsync(rebuild);
        await Audit.TheGenerationsAreEqualAsync(Platform.Workspace, 1, 2);
    }
}
