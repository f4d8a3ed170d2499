using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests;

/// <summary>
/// Several feeds that post at once, but only as far as a test allows, so that things happen while they post, however fast they are.
/// </summary>
internal sealed class LoadedFeeds
{
    private readonly LoadFeed[] feeds;
    private readonly int reports;
    private int allowed;

    public LoadedFeeds(int feeds, int reports, params HttpClient[] ingestions)
    {
        this.reports = reports;
        this.feeds = [.. Enumerable.Range(0, feeds).Select(feed => new LoadFeed(ingestions, feed, reports / feeds))];
        Posting = Task.WhenAll(this.feeds.Select(feed => Task.Run(() => feed.PostAllAsync(() => Volatile.Read(ref allowed)))));
    }

    /// <summary>Completes when all reports are acknowledged.</summary>
    public Task Posting { get; }

    public int Retries => feeds.Sum(feed => feed.Retries);

    /// <summary>Lets them post this share of their reports.</summary>
    public void Allow(double share) => Volatile.Write(ref allowed, (int)(reports * share / feeds.Length));

    /// <summary>Waits until this share is acknowledged, and lets them post an eighth more meanwhile.</summary>
    public async Task ReachAsync(double share)
    {
        Allow(share + 0.125);
        await AcknowledgedAsync(reports * share);
    }

    public Task AcknowledgedAsync(double count) => Eventually.Get($"{count} reports are acknowledged", async () =>
    {
        if (Posting.IsFaulted) await Posting;
        return feeds.Sum(feed => feed.Acknowledged);
    }, acknowledged => acknowledged >= count);
}
