using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using EventPlatform.Broker;
using EventPlatform.Contracts;
using Microsoft.Extensions.Options;

namespace EventPlatform.Ingestion.Publishing;

/// <summary>Distributes reports over the partitions by key, and publishes each partition.</summary>
internal sealed class Partitions(
    ReportBus broker, BrokerPressure pressure, IOptions<IngestionLimits> limits, TimeProvider time, ILogger<Partitions> log)
    : BackgroundService
{
    private readonly Partition[] partitions = [.. Enumerable.Range(0, ReportQueues.Partitions)
        .Select(number => new Partition(number, limits.Value.PendingBytes / ReportQueues.Partitions, pressure,
            new(Guid.CreateVersion7(time.GetUtcNow())), log))];

    /// <summary>
    /// Returns the partition of a key. It is the same in all processes and versions, because the order per key depends on it.
    /// </summary>
    public static int PartitionOf(string key) =>
        (int)(BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(key))) % ReportQueues.Partitions);

    /// <summary>True if no partition accepts anything.</summary>
    public bool AreHeldBack => pressure.IsBlocked;

    /// <summary>
    /// True if a report would wait too long: its partition accepts nothing, or accepts little while the sender already has enough
    /// unconfirmed.
    /// </summary>
    public bool IsHeldBack(string key, string sender)
    {
        var partition = PartitionOf(key);
        return pressure.IsHeldBack(partition) || (pressure.IsLong(partition) && partitions[partition].HasMuch(sender));
    }

    /// <summary>Adds the report at once. The task completes when the sender may send the next one.</summary>
    public Task Enqueue(string key, string sender, AcceptedReport report, Acknowledgement acknowledgement, CancellationToken ct) =>
        partitions[PartitionOf(key)].Enqueue(sender, report, acknowledgement, ct);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var bus = await broker.StartAsync(ReportQueues.FindAsync, bus => bus.SendPartitions<ReportsAccepted>(), stoppingToken);
        await Task.WhenAll(partitions.Select(partition => partition.PublishAsync(bus, stoppingToken)));
    }
}
