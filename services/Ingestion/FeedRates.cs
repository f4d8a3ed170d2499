using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace EventPlatform.Ingestion;

/// <summary>How many events each key may post in a second. A single post over it is refused, a stream is slowed down to it.</summary>
internal sealed class FeedRates(IOptions<IngestionLimits> limits) : IDisposable
{
    private readonly PartitionedRateLimiter<string> limiter = PartitionedRateLimiter.Create<string, string>(
        key => RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = limits.Value.EventsPerSecond,
            TokensPerPeriod = TokensPerPeriod(limits.Value),
            // What is left of the division goes into the period: 3 a second are one every third of it
            ReplenishmentPeriod = TimeSpan.FromSeconds((double)TokensPerPeriod(limits.Value) / limits.Value.EventsPerSecond),
            QueueLimit = int.MaxValue,
            AutoReplenishment = true,
        }),
        StringComparer.Ordinal);

    /// <summary>Of answers that ask to come back (draft-ietf-httpapi-ratelimit-headers).</summary>
    public const string Header = "RateLimit";

    public const string HeaderMeaning =
        "How many events the key may post in a second, how many are left, and in how many seconds there are more, such as " +
        "'limit=2000, remaining=0, reset=1'.";

    private const int PeriodsPerSecond = 10;

    /// <summary>At once, or not.</summary>
    public bool TryTake(string key)
    {
        using var lease = limiter.AttemptAcquire(key);
        return lease.IsAcquired;
    }

    /// <summary>Waits for its turn.</summary>
    public async ValueTask TakeAsync(string key, CancellationToken ct)
    {
        using var lease = await limiter.AcquireAsync(key, 1, ct);
    }

    /// <summary>The value of <see cref="Header"/>.</summary>
    public string Describe(string key) =>
        $"limit={limits.Value.EventsPerSecond}, remaining={limiter.GetStatistics(key)?.CurrentAvailablePermits ?? limits.Value.EventsPerSecond}, reset=1";

    /// <summary>The same where nothing is taken for so many seconds.</summary>
    public string DescribeHeldBack(int seconds) => $"limit={limits.Value.EventsPerSecond}, remaining=0, reset={seconds}";

    private static int TokensPerPeriod(IngestionLimits limits) => Math.Max(1, limits.EventsPerSecond / PeriodsPerSecond);

    public void Dispose() => limiter.Dispose();
}
