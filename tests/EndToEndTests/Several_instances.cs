using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests;

/// <summary>
/// Two instances of every writing service work on one log, and keep the order of feeds that post to both Ingestions in turn.
/// </summary>
public sealed class Several_instances(Platform platform) : EndToEnd(platform)
{
    private const int Feeds = 3;
    private const int Reports = 15_000;

    [Fact]
    public async Task Two_instances_of_each_service_store_all_once_and_in_order_while_either_EventStore_is_killed()
    {
        await using var ingestion = new ServiceProcess("Ingestion", Platform.Workspace);
        await using var eventStore = new ServiceProcess("EventStore", Platform.Workspace);
        await using var projections = new ServiceProcess("Projections", Platform.Workspace);
        await Task.WhenAll(new[] { ingestion, eventStore, projections }.Select(service => service.StartReadyAsync()));
        using var otherFeed = ingestion.Client(Role.Feed);
        var feeds = new LoadedFeeds(Feeds, Reports, Platform.Feed, otherFeed);

        foreach (var (share, killed) in ((double, ServiceProcess)[])
            [(0.25, Platform.EventStore), (0.5, eventStore), (0.75, Platform.EventStore)])
        {
            await feeds.ReachAsync(share);
            await killed.KillAsync();
            await killed.StartReadyAsync();
        }

        feeds.Allow(1);
        await feeds.Posting;
        await Platform.AreReadableAsync(Reports);
        await Audit.TheLogHoldsAllInOrderAsync(Platform.Workspace, Feeds, Reports);
        await Audit.ARebuildIsEqualAsync(Platform);
    }
}
