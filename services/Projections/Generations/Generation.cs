using EventPlatform.Projections.Bulk;
using EventPlatform.Storage;
using JasperFx.Events.Projections;
using Marten;
using Npgsql;

namespace EventPlatform.Projections.Generations;

/// <summary>
/// One complete build of the read tables, with the daemon that keeps it up to date: a store of its own over the same log.
/// </summary>
internal sealed partial class Generation(
    int number, NpgsqlDataSource dataSource, NpgsqlDataSource pool, Signal appended,
    ProjectionLimits limits, TimeProvider time, ILoggerFactory loggers) : IAsyncDisposable
{
    private const long AlmostCaughtUp = 10_000;
    private const int BufferBytes = 128 * 1024;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(10);

    private readonly DocumentStore store = DocumentStore.For(options =>
    {
        ReportLog.Configure(options, pool);
        ReportLog.Follow(options);
        options.Events.UseListenNotifyForEventAppends = false;
        options.Projections.Wakeup = new PagePace(appended, time);
        options.Projections.Add(
            new FactsProjection(number, pool, limits, time), ProjectionLifecycle.Async, Shard(number), FactsProjection.Pages);
    });

    private readonly CancellationTokenSource stopping = new();
    private Task<bool>? built;
    private LogDaemon? daemon;

    /// <summary>
    /// True when it has the indexes for readers. They are created when it has almost caught up, since a build without them is faster.
    /// </summary>
    public bool IsIndexed { get; private set; }

    /// <summary>
    /// A page uses index lookups, however small or large a table appears, because a plan is made once for all pages. If a plan cannot
    /// avoid a disabled method, its cost appears so high that Postgres would start parallel workers for it. A page does not wait for the
    /// disk: if a crash loses pages, the daemon's progress is reset with the tables, and the pages are folded again.
    /// </summary>
    private static readonly string[] PageSettings =
    [
        "enable_mergejoin=off", "enable_hashjoin=off", "enable_seqscan=off", "jit=off",
        "max_parallel_workers_per_gather=0", "plan_cache_mode=force_generic_plan", "synchronous_commit=off",
        "eventplatform.fold=on", // otherwise it would count as a change by hand
    ];

    /// <summary>Sets the connection options. The buffers are large, because a page is one or two megabytes in each direction.</summary>
    public static void Connect(NpgsqlConnectionStringBuilder connection)
    {
        connection.Options = string.Join(" -c ", [connection.Options, .. PageSettings]);
        (connection.ReadBufferSize, connection.WriteBufferSize) = (BufferBytes, BufferBytes);
    }

    public static string Shard(int number) => $"facts_{number}";

    /// <summary>The reason why the last build failed, unless the database was unavailable; null if it did not fail.</summary>
    public string? Problem { get; private set; }

    /// <summary>True when the tables are complete up to some position, from which the daemon continues.</summary>
    public bool Follows => daemon is not null;

    /// <summary>Builds the tables if they are not complete, then follows the log.</summary>
    public async Task GoOnAsync(CancellationToken ct)
    {
        if (!Follows && !await IsBuiltAsync()) return;
        if (!Follows) await FollowAsync(ct);
        await daemon!.GoOnAsync(ct);
    }

    public async Task IndexWhenCaughtUpAsync(CancellationToken ct)
    {
        if (IsIndexed || !Follows || (await Progress.OfAsync(dataSource, number, ct)).Progress.Lag > AlmostCaughtUp) return;
        await GenerationSchema.IndexAsync(pool, ct);
        IsIndexed = true;
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        if (built is not null) await ((Task)built).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (daemon is not null) await daemon.DisposeAsync();
        await store.DisposeAsync();
        stopping.Dispose();
    }

    private async Task FollowAsync(CancellationToken ct)
    {
        var started = new LogDaemon(store, loggers);
        await started.StartAsync(ct);
        daemon = started;
    }

    /// <summary>Starts the build if the tables are not complete. It continues while the host handles other generations.</summary>
    private async Task<bool> IsBuiltAsync()
    {
        built ??= Task.Run(() => BuildAsync(stopping.Token), stopping.Token);
        // Most generations are complete, so that the daemon need not wait for the next check
        await Task.WhenAny(built, Task.Delay(Moment, time, stopping.Token));
        if (!built.IsCompleted) return false;
        var ended = built;
        built = null; // retried if it failed, or if another process was building
        try
        {
            return await ended;
        }
        catch (Exception e) when (e is not OperationCanceledException && !PostgresOutage.Caused(e))
        {
            Problem = $"generation {number} cannot be built: {e.Message}";
            Failed(loggers.CreateLogger<Generation>(), number, AfterFailure.TotalSeconds, e);
            built = PauseAsync();
            return false;
        }
    }

    private async Task<bool> PauseAsync()
    {
        await Task.Delay(AfterFailure, time, stopping.Token);
        return false;
    }

    /// <summary>Builds the tables. Returns false if another process builds them.</summary>
    private async Task<bool> BuildAsync(CancellationToken ct)
    {
        if (await GenerationSchema.IsCompleteAsync(dataSource, number, ct)) return true;
        await using var own = await BuildLock.TryTakeAsync(dataSource, number, time, ct);
        if (own is null) return false;
        if (await GenerationSchema.IsCompleteAsync(dataSource, number, ct)) return true;
        await GenerationSchema.CreateAsync(dataSource, number, ct);
        return await new BulkBuild(pool, limits.RecordsOfBuild).RunAsync(
            position => GenerationSchema.CompleteAt(number, position, $"{Shard(number)}:All"), ct);
    }

    [LoggerMessage(LogLevel.Error, "Generation {Number} cannot be built. The next attempt is in {Seconds} s.")]
    private static partial void Failed(ILogger log, int number, double seconds, Exception error);
}
