using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests;

public sealed class Graceful_stop(Platform platform) : EndToEnd(platform)
{
    private const int Feeds = 3;
    private const int Reports = 24_000;
    private const int Stops = 3;

    [Fact]
    public async Task An_EventStore_that_is_stopped_under_load_loses_nothing_and_keeps_the_order()
    {
        var feeds = LoadFeed.Several(Platform, Feeds, Reports);
        var posting = Task.WhenAll(feeds.Select(feed => Task.Run(feed.PostAllAsync)));

        var left = 0L;
        for (var stop = 1; stop <= Stops; stop++)
        {
            var share = Reports / (Stops + 1) * stop;
            await Eventually.Be("the feeds go on", () => posting.IsFaulted || feeds.Sum(feed => feed.Acknowledged) >= share, TimeSpan.FromSeconds(60));
            (await Platform.EventStore.StopAsync()).ShouldBe(0, Platform.EventStore.Log);
            left += await Platform.Workspace.QueuedAsync();
            await Platform.EventStore.StartReadyAsync();
        }

        await posting;
        left.ShouldBeGreaterThan(0, "it was stopped with chunks in the queues");
        await Platform.AreReadableAsync(Reports);
        await Audit.TheLogHoldsAllInOrderAsync(Platform.Workspace, Feeds, Reports);
    }
}
