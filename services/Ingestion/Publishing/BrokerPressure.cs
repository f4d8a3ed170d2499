using System.Diagnostics.Metrics;
using EventPlatform.Broker;
using EventPlatform.Hosting.Telemetry;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace EventPlatform.Ingestion.Publishing;

/// <summary>
/// Detects within a second that the broker needs less load: it blocks publishers because it is short of memory or disk, or a partition's
/// queue is longer than allowed. A queue above the limit accepts a little of each sender, and nothing at twice the limit. This needs no
/// permissions beyond those of a publisher.
/// </summary>
internal sealed partial class BrokerPressure(ReportBus broker, IOptions<IngestionLimits> limits, ILogger<BrokerPressure> log)
    : BackgroundService, IHealthCheck
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookTimeout = TimeSpan.FromSeconds(5);

    /// <summary>The interval at which a little is published to a queue above the limit.</summary>
    private static readonly TimeSpan LittleEvery = TimeSpan.FromMilliseconds(250);

    private readonly Gate[] queues = [.. Enumerable.Range(0, ReportQueues.Partitions).Select(_ => new Gate())];
    private readonly uint[] lengths = new uint[ReportQueues.Partitions];
    private readonly bool[] isConsumed = [.. Enumerable.Repeat(true, ReportQueues.Partitions)];
    private readonly Gate publishing = new();
    private IConnection? connection;
    private volatile string shortage = "";

    /// <summary>True if the broker accepts nothing at all.</summary>
    public bool IsBlocked => !publishing.IsOpen;

    /// <summary>True if nothing is published to the partition.</summary>
    public bool IsHeldBack(int partition) => IsBlocked || !queues[partition].IsOpen;

    /// <summary>True if the partition's queue is above the limit, so that each sender may add only a little.</summary>
    public bool IsLong(int partition) => Volatile.Read(ref lengths[partition]) > limits.Value.QueuedChunks;

    /// <summary>
    /// Completes when the partition accepts reports. Returns true if a full chunk may be published, or false if only a little of each
    /// sender.
    /// </summary>
    public async ValueTask<bool> EasedAsync(int partition, CancellationToken ct)
    {
        while (IsHeldBack(partition))
        {
            await publishing.OpenedAsync(ct);
            await queues[partition].OpenedAsync(ct);
        }

        if (!IsLong(partition)) return true;
        await Task.Delay(LittleEvery, ct);
        return false;
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (IsBlocked)
            return Task.FromResult(HealthCheckResult.Unhealthy($"RabbitMQ takes nothing: it is short of memory or disk ({shortage})"));
        var waiting = isConsumed.Index().Where(partition => !partition.Item).Select(partition => partition.Index).ToList();
        return Task.FromResult(waiting.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded(
                $"no EventStore consumes partition {string.Join(", ", waiting)}: what is accepted waits in RabbitMQ"));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        PlatformTelemetry.Meter.CreateObservableGauge("eventplatform.queue.chunks", () => lengths.Select((chunks, partition) =>
            new Measurement<long>(chunks, KeyValuePair.Create("eventplatform.partition", (object?)partition))),
            "{chunk}", "Chunks ready in the queue of a partition.");
        while (!stoppingToken.IsCancellationRequested)
        {
            if (broker.IsStarted && !IsBlocked) await LookAsync(stoppingToken);
            await Task.Delay(LookEvery, stoppingToken);
        }
    }

    private async Task LookAsync(CancellationToken ct)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(LookTimeout);
        try
        {
            connection ??= await WatchAsync(timeout.Token);
            await using var channel = await connection.CreateChannelAsync(cancellationToken: timeout.Token);
            // RabbitMQ sends connection.blocked only to publishing connections. No queue is bound to this routing key
            await channel.BasicPublishAsync(ReportQueues.Exchange, routingKey: "", mandatory: false, body: default, timeout.Token);
            for (var partition = 0; partition < queues.Length; partition++)
            {
                var queue = await channel.QueueDeclarePassiveAsync(ReportQueues.Queue(partition), timeout.Token);
                isConsumed[partition] = queue.ConsumerCount > 0;
                Measured(partition, queue.MessageCount);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or OperationInterruptedException or BrokerUnreachableException
            or IOException && !ct.IsCancellationRequested)
        {
            NotKnown(e.Message);
        }
    }

    private void Measured(int partition, uint chunks)
    {
        Volatile.Write(ref lengths[partition], chunks);
        if (queues[partition].Set(chunks <= 2L * limits.Value.QueuedChunks))
            QueueTurned(partition, queues[partition].IsOpen ? "accepts reports again" : "holds reports back", chunks);
    }

    private async Task<IConnection> WatchAsync(CancellationToken ct)
    {
        var opened = await broker.ConnectAsync(ct);
        opened.ConnectionBlockedAsync += (_, blocked) => Turn(isOpen: false, blocked.Reason);
        opened.ConnectionUnblockedAsync += (_, _) => Turn(isOpen: true, "no alarm");
        opened.ConnectionShutdownAsync += (_, _) => Turn(isOpen: true, "connection lost");
        return opened;
    }

    private Task Turn(bool isOpen, string why)
    {
        shortage = why;
        if (publishing.Set(isOpen)) BrokerTurned(isOpen ? "accepts reports again" : "blocks publishers", why);
        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Warning, "RabbitMQ {Does}: {Why}")]
    private partial void BrokerTurned(string does, string why);

    [LoggerMessage(LogLevel.Warning, "Partition {Partition} {Does}: {Chunks} chunks in its queue")]
    private partial void QueueTurned(int partition, string does, uint chunks);

    [LoggerMessage(LogLevel.Warning, "The lengths of the queues are not known: {Why}")]
    private partial void NotKnown(string why);
}
