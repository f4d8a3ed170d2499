using JasperFx;
using JasperFx.Events.Daemon;
using Marten;
using Marten.Events.Daemon.Coordination;
using Microsoft.Extensions.Logging;

namespace EventPlatform.Storage;

/// <summary>
/// Marten's daemon over the log, for a store that was set up with <see cref="ReportLog.Configure"/> and <see cref="ReportLog.Follow"/>.
/// </summary>
public sealed class LogDaemon(IDocumentStore store, ILoggerFactory loggers) : IAsyncDisposable
{
    private readonly ProjectionCoordinator coordinator = new(store, loggers.CreateLogger<ProjectionCoordinator>());

    public IReadOnlyList<ISubscriptionAgent> Agents => coordinator.DaemonForMainDatabase().CurrentAgents();

    public Task StartAsync(CancellationToken ct) => coordinator.StartAsync(ct);

    /// <summary>
    /// Restarts agents that have stopped. The daemon retries after most errors, but it stops for good if its stored progress has changed:
    /// after a crash that lost pages, or if another process has written. A restarted agent continues from the stored progress.
    /// </summary>
    public async Task GoOnAsync(CancellationToken ct)
    {
        var daemon = coordinator.DaemonForMainDatabase();
        foreach (var stopped in daemon.CurrentAgents().Where(agent => agent.Status == AgentStatus.Stopped))
            await daemon.StartAgentAsync(stopped.Name.Identity, ct);
    }

    public async ValueTask DisposeAsync()
    {
        await coordinator.StopAsync(CancellationToken.None);
        await coordinator.DisposeAsync();
    }
}
