using EventPlatform.Contracts;
using EventPlatform.Hosting;
using MassTransit;

namespace EventPlatform.EventStore;

/// <summary>
/// Consumes the partition queues into the log, one chunk of a partition at a time. A stop lets the appends under way finish and then leaves the
/// bus as it is: stopping it would cancel the consumers while chunks are unacknowledged, and the next consumer would store later ones first.
/// </summary>
internal sealed class PartitionConsumers(LogMigration migration, Broker broker, ReportAppender appender) : BackgroundService
{
    // Never disposed: what waits at one until the process ends would fail, and go where failed chunks go
    private readonly SemaphoreSlim[] gates = [.. Enumerable.Range(0, ReportQueues.Partitions).Select(_ => new SemaphoreSlim(1))];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await migration.RunAsync(stoppingToken);
        await broker.StartAsync(ReportQueues.DeclareAsync, bus =>
        {
            for (var partition = 0; partition < ReportQueues.Partitions; partition++)
            {
                var own = partition;
                bus.ReceivePartition(own, endpoint => endpoint.Handler<ReportsAccepted>(context => AppendAsync(own, context)));
            }
        }, stoppingToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // Never given back: chunks that come from now on wait for the end of the process, unacknowledged
        foreach (var gate in gates) await gate.WaitAsync(cancellationToken);
    }

    private async Task AppendAsync(int partition, ConsumeContext<ReportsAccepted> context)
    {
        await gates[partition].WaitAsync(CancellationToken.None);
        try
        {
            await appender.AppendAsync(partition, context.Message.Reports.ToArray(), CancellationToken.None);
        }
        finally
        {
            gates[partition].Release();
        }
    }
}
