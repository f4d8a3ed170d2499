using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using EventPlatform.Contracts;
using EventPlatform.Hosting;
using Microsoft.Extensions.Options;

namespace EventPlatform.Ingestion.Publishing;

/// <summary>Spreads reports over the partitions by key and publishes each partition.</summary>
internal sealed class Partitions(Broker broker, BrokerPressure pressure, IOptions<IngestionLimits> limits, ILogger<Partitions> log) : BackgroundService
{
    private readonly Partition[] partitions = [.. Enumerable.Range(0, ReportQueues.Partitions).Select(number => new Partition(number, limits.Value.PendingBytes / ReportQueues.Partitions, log))];

    /// <summary>Stable over processes and versions: order per key rests on it.</summary>
    public static int PartitionOf(string key) =>
        (int)(BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(key))) % ReportQueues.Partitions);

    /// <summary>Whether nothing is taken, of whatever partition.</summary>
    public bool AreHeldBack => pressure.IsBlocked;

    /// <summary>At once, or not.</summary>
    public bool TryEnqueue(string key, AcceptedReport report, Acknowledgement acknowledgement)
    {
        var partition = PartitionOf(key);
        return !pressure.IsHeldBack(partition) && partitions[partition].TryEnqueue(report, acknowledgement);
    }

    /// <summary>Waits while the broker takes nothing for the partition, and while too much waits for it already.</summary>
    public async ValueTask EnqueueAsync(string key, AcceptedReport report, Acknowledgement acknowledgement, CancellationToken ct)
    {
        var partition = PartitionOf(key);
        await pressure.EasedAsync(partition, ct);
        await partitions[partition].EnqueueAsync(report, acknowledgement, ct);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var bus = await broker.StartAsync(ReportQueues.FindAsync, bus => bus.SendPartitions<ReportsAccepted>(), stoppingToken);
        await Task.WhenAll(partitions.Select(partition => partition.PublishAsync(bus, stoppingToken)));
    }

    public override void Dispose()
    {
        foreach (var partition in partitions) partition.Dispose();
        base.Dispose();
    }
}
