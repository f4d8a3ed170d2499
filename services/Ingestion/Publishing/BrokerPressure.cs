using EventPlatform.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace EventPlatform.Ingestion.Publishing;

/// <summary>
/// Knows from the broker, within a second, when not to take more: it blocks publishers (short of memory or disk), or a partition's queue is longer than
/// allowed. Needs no right but those that publishing takes.
/// </summary>
internal sealed partial class BrokerPressure(Broker broker, IOptions<IngestionLimits> limits, ILogger<BrokerPressure> log) : BackgroundService, IHealthCheck
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookTimeout = TimeSpan.FromSeconds(5);

    private readonly Gate[] queues = [.. Enumerable.Range(0, ReportQueues.Partitions).Select(_ => new Gate())];
    private readonly Gate publishing = new();
    private IConnection? watched;

    /// <summary>Whether the broker takes nothing at all.</summary>
    public bool IsBlocked => !publishing.IsOpen;

    public bool IsHeldBack(int partition) => IsBlocked || !queues[partition].IsOpen;

    /// <summary>Completes when the partition takes reports.</summary>
    public ValueTask EasedAsync(int partition, CancellationToken ct) => IsHeldBack(partition) ? new(WaitAsync(partition, ct)) : ValueTask.CompletedTask;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(IsBlocked ? HealthCheckResult.Unhealthy("RabbitMQ takes nothing: it is short of memory or disk") : HealthCheckResult.Healthy());

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            if (broker.Connection is { IsOpen: true } connection && !IsBlocked) await LookAsync(connection, stoppingToken);
            await Task.Delay(LookEvery, stoppingToken);
        }
    }

    private async Task WaitAsync(int partition, CancellationToken ct)
    {
        while (IsHeldBack(partition))
        {
            await publishing.OpenedAsync(ct);
            await queues[partition].OpenedAsync(ct);
        }
    }

    private async Task LookAsync(IConnection connection, CancellationToken ct)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(LookTimeout);
        try
        {
            Watch(connection);
            await using var channel = await connection.CreateChannelAsync(cancellationToken: timeout.Token);
            // Told of an alarm is only who publishes. Nobody gets this: no queue has that key
            await channel.BasicPublishAsync(ReportQueues.Exchange, routingKey: "", mandatory: false, body: default, timeout.Token);
            foreach (var (partition, gate) in queues.Index())
            {
                var queue = await channel.QueueDeclarePassiveAsync(ReportQueues.Queue(partition), timeout.Token);
                if (gate.Set(queue.MessageCount <= limits.Value.QueuedChunks)) QueueTurned(partition, gate.IsOpen ? "takes reports again" : "holds reports back", queue.MessageCount);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or OperationInterruptedException or IOException && !ct.IsCancellationRequested)
        {
            NotKnown(e.Message);
        }
    }

    private void Watch(IConnection connection)
    {
        if (watched == connection) return;
        watched = connection;
        connection.ConnectionBlockedAsync += (_, blocked) => Turn(isOpen: false, blocked.Reason);
        connection.ConnectionUnblockedAsync += (_, _) => Turn(isOpen: true, "no alarm");
        connection.ConnectionShutdownAsync += (_, _) => Turn(isOpen: true, "connection lost");
    }

    private Task Turn(bool isOpen, string why)
    {
        if (publishing.Set(isOpen)) BrokerTurned(isOpen ? "takes reports again" : "blocks publishers", why);
        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Warning, "RabbitMQ {Does}: {Why}")]
    private partial void BrokerTurned(string does, string why);

    [LoggerMessage(LogLevel.Warning, "Partition {Partition} {Does}: {Chunks} chunks in its queue")]
    private partial void QueueTurned(int partition, string does, uint chunks);

    [LoggerMessage(LogLevel.Warning, "Lengths of the queues are not known for the moment: {Why}")]
    private partial void NotKnown(string why);
}
