using System.Runtime.CompilerServices;
using EventPlatform.Broker;
using EventPlatform.Contracts;
using MassTransit;
using MassTransit.RabbitMqTransport;
using RabbitMQ.Client;

namespace EventPlatform.EventStore;

/// <summary>
/// Consumes the partition queues into the log. Chunks of a partition that arrive during an append are appended together next, in the
/// order of their delivery. A stop waits for running appends and then leaves the bus as it is: stopping the bus would cancel the
/// consumers while chunks are unacknowledged, and the next consumer would store later chunks first.
/// </summary>
internal sealed class PartitionConsumers(
    LogMigration migration, ReportBus broker, ReportAppender appender, WaitingChunks waiting, TimeProvider time) : BackgroundService
{
    private readonly ConditionalWeakTable<IChannel, DeliveryOrder> orders = [];

    // Never disposed: chunks that wait until the process ends would fail, and move to the error queue
    private readonly SemaphoreSlim[] gates = [.. Enumerable.Range(0, ReportQueues.Partitions).Select(_ => new SemaphoreSlim(1))];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await migration.RunAsync(stoppingToken);
        await broker.StartAsync(ReportQueues.DeclareAsync, bus =>
        {
            for (var partition = 0; partition < ReportQueues.Partitions; partition++)
            {
                var own = partition;
                var lane = new GroupCommit(reports => AppendAsync(own, reports));
                bus.ReceivePartition(own, endpoint =>
                {
                    endpoint.ConfigureReceive(pipe => pipe.UseInlineFilter(ReceiveAsync));
                    endpoint.Handler<ReportsAccepted>(context => AppendAsync(own, lane, context));
                });
            }
        }, stoppingToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // Never released: chunks that arrive from now on wait for the end of the process, unacknowledged
        foreach (var gate in gates) await gate.WaitAsync(cancellationToken);
    }

    /// <summary>
    /// Passes the turn on after every message, because an unreadable one never reaches the handler and must not block later ones.
    /// </summary>
    private async Task ReceiveAsync(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        try
        {
            await next.Send(context);
        }
        finally
        {
            var (order, tag) = PlaceOf(context);
            order.Pass(tag);
        }
    }

    private async Task AppendAsync(int partition, GroupCommit lane, ConsumeContext<ReportsAccepted> context)
    {
        var sent = context.SentTime is { } at ? new DateTimeOffset(at, TimeSpan.Zero) : time.GetUtcNow();
        waiting.Begin(partition, sent);
        try
        {
            var chunk = ChunkOrigin.Number(context.Message);
            var (order, tag) = PlaceOf(context.ReceiveContext);
            await order.TurnAsync(tag);
            var appended = lane.AppendAsync(chunk);
            order.Pass(tag);
            await appended;
        }
        finally
        {
            waiting.End(partition, sent);
        }
    }

    private async Task AppendAsync(int partition, AcceptedReport[] reports)
    {
        await gates[partition].WaitAsync(CancellationToken.None);
        try
        {
            await appender.AppendAsync(partition, reports, CancellationToken.None);
        }
        finally
        {
            gates[partition].Release();
        }
    }

    private (DeliveryOrder Order, ulong Tag) PlaceOf(ReceiveContext context) =>
        (orders.GetValue(context.GetPayload<ChannelContext>().Channel, _ => new()),
            context.GetPayload<RabbitMqBasicConsumeContext>().DeliveryTag);
}
