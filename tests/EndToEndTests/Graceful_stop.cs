namespace EventPlatform.EndToEndTests;

public sealed class Graceful_stop(Platform platform) : EndToEnd(platform)
{
    private const int Feeds = 3;
    private const int Reports = 24_000;

    [Fact]
    public async Task An_EventStore_that_is_stopped_under_load_loses_nothing_and_keeps_the_order()
    {
        var feeds = new LoadedFeeds(Feeds, Reports, Platform.Feed);
        var left = 0L;

        foreach (var share in (double[])[0.2, 0.4, 0.6, 0.8])
        {
            await feeds.ReachAsync(share);
            (await Platform.EventStore.StopAsync()).ShouldBe(0, Platform.EventStore.Log);
            left += await Platform.Workspace.QueuedAsync();
            await Platform.EventStore.StartReadyAsync();
        }

        feeds.Allow(1);
        await feeds.Posting;
        left.ShouldBeGreaterThan(0, "the EventStore was stopped with chunks in the queues");
        await Platform.AreReadableAsync(Reports);
        await Audit.TheLogHoldsAllInOrderAsync(Platform.Workspace, Feeds, Reports);
    }
}
