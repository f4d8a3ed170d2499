using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace EventPlatform.Ingestion;

/// <summary>
/// Limits the events that each key may post per second. A single post above the limit is refused; a stream is slowed down.
/// </summary>
internal sealed class FeedRates(IOptions<IngestionLimits> limits) : IDisposable
{
    private readonly PartitionedRateLimiter<string> limiter = PartitionedRateLimiter.Create<string, string>(
        key => RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = limits.Value.EventsPerSecond,
            TokensPerPeriod = TokensPerPeriod(limits.Value),
            // The period absorbs the remainder of the division: 3 per second are one every third of a second
            ReplenishmentPeriod = TimeSpan.FromSeconds((double)TokensPerPeriod(limits.Value) / limits.Value.EventsPerSecond),
            QueueLimit = int.MaxValue,
            AutoReplenishment = true,
        }),
        StringComparer.Ordinal);

    /// <summary>The header of answers that ask the client to try again (draft-ietf-httpapi-ratelimit-headers).</summary>
    public const string Header = "RateLimit";

    public const string HeaderMeaning =
        "The number of events that the key may post per second, the number left, and the seconds until there are more, such as " +
        "'limit=2000, remaining=0, reset=1'.";

    private const int PeriodsPerSecond = 10;

    /// <summary>Takes a permit if one is available at once.</summary>
    public bool TryTake(string key)
    {
        using var lease = limiter.AttemptAcquire(key);
        return lease.IsAcquired;
    }

    /// <summary>Waits for a permit.</summary>
    public async ValueTask TakeAsync(string key, CancellationToken ct)
    {
        using var lease = await limiter.AcquireAsync(key, 1, ct);
    }

    /// <summary>Returns the value of <see cref="Header"/>.</summary>
    public string Describe(string key) =>
        $"limit={limits.Value.EventsPerSecond}, remaining={limiter.GetStatistics(key)?.CurrentAvailablePermits ?? limits.Value.EventsPerSecond}, reset=1";

    /// <summary>Returns the value of <see cref="Header"/> if nothing is accepted for this number of seconds.</summary>
    public string DescribeHeldBack(int seconds) => $"limit={limits.Value.EventsPerSecond}, remaining=0, reset={seconds}";

    private static int TokensPerPeriod(IngestionLimits limits) => Math.Max(1, limits.EventsPerSecond / PeriodsPerSecond);

    public void Dispose() => limiter.Dispose();
}
