using EventPlatform.Projections.ReadModels;
using EventPlatform.Storage;
using JasperFx;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Daemon.Coordination;
using Npgsql;

namespace EventPlatform.Projections.Generations;

/// <summary>One complete build of the read tables and the daemon that keeps it current: a store of its own over the same log.</summary>
/// <param name="pages">Connections for pages: <see cref="Connect"/>.</param>
internal sealed class Generation(
    int number, NpgsqlDataSource dataSource, NpgsqlDataSource pages, Signal appended, ProjectionLimits limits, TimeProvider time, ILoggerFactory loggers) : IAsyncDisposable
{
    /// <summary>Key of the pool for pages.</summary>
    public const string Pages = "pages";

    private const long AlmostCaughtUp = 10_000;
    private const int BufferBytes = 128 * 1024;

    private readonly DocumentStore store = DocumentStore.For(options =>
    {
        ReportLog.Configure(options, pages);
        options.Events.UseListenNotifyForEventAppends = false;
        options.Projections.Wakeup = new PagePace(appended, time);
        options.Projections.Add(new FactsProjection(pages, number, limits), ProjectionLifecycle.Async, Shard(number), FactsProjection.Pages);
        options.Projections.AsyncMode = DaemonMode.Solo;
        // Unless told otherwise the daemon passes over what it cannot read, and nobody is told
        options.Projections.Errors.SkipApplyErrors = false;
        options.Projections.Errors.SkipSerializationErrors = false;
        options.Projections.Errors.SkipUnknownEvents = false;
        options.Projections.SlowPollingTime = TimeSpan.FromMilliseconds(200);
        options.Projections.HealthCheckPollingTime = TimeSpan.FromSeconds(1);
    });

    private ProjectionCoordinator? coordinator;

    /// <summary>True once it has what makes reading quick: made when it has almost caught up, since a build without is quicker.</summary>
    public bool IsIndexed { get; private set; }

    /// <summary>
    /// A page looks up by index what it names, however small or large a table seems: a plan is made once for any page. If a plan cannot avoid what is turned
    /// off, its cost seems so high that PostgreSQL would start parallel workers for it. A page does not wait for the disk: if a crash loses pages, the
    /// daemon's progress goes back with the tables, and they are folded again.
    /// </summary>
    private static readonly string[] PageSettings =
    [
        "enable_mergejoin=off", "enable_hashjoin=off", "enable_seqscan=off", "jit=off", "max_parallel_workers_per_gather=0", "plan_cache_mode=force_generic_plan", "synchronous_commit=off",
    ];

    /// <summary>A page is a megabyte or two each way.</summary>
    public static void Connect(NpgsqlConnectionStringBuilder connection)
    {
        connection.Options = string.Join(" -c ", [connection.Options, .. PageSettings]);
        (connection.ReadBufferSize, connection.WriteBufferSize) = (BufferBytes, BufferBytes);
    }

    public static string Shard(int number) => $"facts_{number}";

    public async Task StartAsync(CancellationToken ct)
    {
        await ReadSchema.CreateAsync(dataSource, number, ct);
        coordinator = new ProjectionCoordinator(store, loggers.CreateLogger<ProjectionCoordinator>());
        await coordinator.StartAsync(ct);
    }

    /// <summary>
    /// The daemon pauses and goes on after most errors, but stops for good if its progress is not where it left it: after a crash that lost pages, or if
    /// another process has written. It goes on from where its progress is.
    /// </summary>
    public async Task GoOnAsync(CancellationToken ct)
    {
        var daemon = coordinator!.DaemonForMainDatabase();
        foreach (var stopped in daemon.CurrentAgents().Where(agent => agent.Status == AgentStatus.Stopped)) await daemon.StartAgentAsync(stopped.Name.Identity, ct);
    }

    public async Task IndexWhenCaughtUpAsync(CancellationToken ct)
    {
        if (IsIndexed || (await Progress.OfAsync(dataSource, number, ct)).Progress.Lag > AlmostCaughtUp) return;
        await ReadSchema.IndexAsync(dataSource, number, ct);
        IsIndexed = true;
    }

    public async ValueTask DisposeAsync()
    {
        if (coordinator is not null) await coordinator.StopAsync(CancellationToken.None);
        if (coordinator is not null) await coordinator.DisposeAsync();
        await store.DisposeAsync();
    }
}
