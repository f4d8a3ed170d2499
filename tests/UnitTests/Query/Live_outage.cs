using System.Collections.Concurrent;
using EventPlatform.Query;
using EventPlatform.Query.Live;
using Microsoft.Extensions.Logging;

namespace EventPlatform.UnitTests.Query;

/// <summary>A source that repeatedly cannot be read.</summary>
public sealed class Live_outage
{
    [Fact]
    public async Task An_outage_is_logged_once()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var (source, log) = (new Unreadable(), new Messages());
        using var hub = new LiveHub<int, int>(source, new Hurried(), log);
        using var subscription = hub.Subscribe(default);
        await hub.StartAsync(deadline.Token);

        for (var outage = 1; outage <= 2; outage++)
        {
            source.IsAway = true;
            await source.ReachAsync(times: 4, deadline.Token);
            log.Count.ShouldBe(outage);
            source.IsAway = false;
            await source.ReachAsync(times: 2, deadline.Token);
        }

        await hub.StopAsync(deadline.Token);
        log.ShouldAllBe(message => message.Contains("the read tables do not exist yet"));
    }

    private sealed class Unreadable : ILiveSource<int, int>
    {
        private int reads;

        public volatile bool IsAway;

        public string Name => "unreadable";

        public int Everything => 1;

        public Task Changed => Task.CompletedTask;

        public bool Matches(int filter, int value) => true;

        public async Task<LivePage<int>> ReadAsync(LiveCursor after, int filter, PageLimit limit, CancellationToken ct)
        {
            await Task.Yield();
            var away = IsAway;
            Interlocked.Increment(ref reads);
            return away ? throw new NotBuiltException() : new([], after, IsLast: true, after.Position);
        }

        public Task<IReadOnlyList<string>> TraceParentsAsync(long after, long until, CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<string>>([]);

        /// <summary>Waits for the given number of further reads, of which the first may have started already.</summary>
        public async Task ReachAsync(int times, CancellationToken ct)
        {
            for (var until = Volatile.Read(ref reads) + times; Volatile.Read(ref reads) < until; await Task.Yield())
                ct.ThrowIfCancellationRequested();
        }
    }

    /// <summary>A clock on which a second takes ten milliseconds.</summary>
    private sealed class Hurried : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime / 100, period == Timeout.InfiniteTimeSpan ? period : period / 100);
    }

    private sealed class Messages : ConcurrentQueue<string>, ILogger<LiveHub<int, int>>
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Enqueue(formatter(state, exception));
    }
}
