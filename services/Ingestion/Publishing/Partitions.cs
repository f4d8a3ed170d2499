using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using EventPlatform.Contracts;
using EventPlatform.Hosting;

namespace EventPlatform.Ingestion.Publishing;

/// <summary>Spreads reports over the partitions by key and publishes each partition.</summary>
internal sealed class Partitions(Broker broker, ILogger<Partitions> log) : BackgroundService
{
    private readonly Partition[] partitions = [.. Enumerable.Range(0, ReportQueues.Partitions).Select(number => new Partition(number, log))];

    /// <summary>Stable over processes and versions: order per key rests on it.</summary>
    public static int PartitionOf(string key) =>
        (int)(BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(key))) % ReportQueues.Partitions);

    public ValueTask EnqueueAsync(string key, AcceptedReport report, Acknowledgement acknowledgement, CancellationToken ct) =>
        partitions[PartitionOf(key)].EnqueueAsync(report, acknowledgement, ct);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var bus = await broker.StartAsync(_ => { }, stoppingToken);
        await Task.WhenAll(partitions.Select(partition => partition.PublishAsync(bus, stoppingToken)));
    }
}
