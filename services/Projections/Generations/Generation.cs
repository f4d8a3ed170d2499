using EventPlatform.Projections.ReadModels;
using EventPlatform.Storage;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Daemon.Coordination;
using Npgsql;

namespace EventPlatform.Projections.Generations;

/// <summary>One complete build of the read tables and the daemon that keeps it current: a store of its own over the same log.</summary>
internal sealed class Generation(int number, NpgsqlDataSource dataSource, ProjectionLimits limits, ILoggerFactory loggers) : IAsyncDisposable
{
    private const long AlmostCaughtUp = 10_000;

    private readonly DocumentStore store = DocumentStore.For(options =>
    {
        ReportLog.Configure(options, dataSource);
        options.Projections.Add(new FactsProjection(dataSource, number, limits), ProjectionLifecycle.Async, Shard(number), FactsProjection.Pages);
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

    public static string Shard(int number) => $"facts_{number}";

    public async Task StartAsync(CancellationToken ct)
    {
        await ReadSchema.CreateAsync(dataSource, number, ct);
        coordinator = new ProjectionCoordinator(store, loggers.CreateLogger<ProjectionCoordinator>());
        await coordinator.StartAsync(ct);
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
