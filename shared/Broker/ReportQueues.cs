using System.Globalization;
using MassTransit;
using RabbitMQ.Client;

namespace EventPlatform.Broker;

/// <summary>
/// The queues from Ingestion to the EventStore, which declares them because only it may: a direct exchange and one quorum queue per
/// partition, each with a single active consumer, so that a partition's chunks are stored one after the other in the order in which they
/// were published.
/// </summary>
public static class ReportQueues
{
    public const string Exchange = "reports";

    /// <summary>Fixed per deployment, because it is part of the queue names and determines which reports keep their order.</summary>
    public const int Partitions = 8;

    /// <summary>The number of chunks of a partition that the EventStore reads at once, to append them together.</summary>
    private const ushort AtOnce = 8;

    public static string Queue(int partition) => $"{Exchange}-{RoutingKey(partition)}";

    public static string RoutingKey(int partition) => partition.ToString(CultureInfo.InvariantCulture);

    /// <summary>Throws OperationInterruptedException with code 406 if the exchange or a queue exists with other arguments.</summary>
    public static async Task DeclareAsync(IConnection connection, CancellationToken ct)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        await channel.ExchangeDeclareAsync(Exchange, ExchangeType.Direct, durable: true, cancellationToken: ct);
        for (var partition = 0; partition < Partitions; partition++)
        {
            await channel.QueueDeclareAsync(Queue(partition), durable: true, exclusive: false, autoDelete: false, cancellationToken: ct,
                arguments: new Dictionary<string, object?>(StringComparer.Ordinal)
                {
                    ["x-queue-type"] = "quorum", ["x-single-active-consumer"] = true,
                });
            await channel.QueueBindAsync(Queue(partition), Exchange, RoutingKey(partition), cancellationToken: ct);
        }
    }

    /// <summary>Throws OperationInterruptedException with code 404 if the exchange or a queue is missing.</summary>
    public static Task FindAsync(IConnection connection, CancellationToken ct) => MeasureAsync(connection, ct);

    /// <summary>Throws as <see cref="FindAsync"/> does.</summary>
    /// <returns>The number of ready messages and of consumers of each queue.</returns>
    public static async Task<IReadOnlyList<QueueDeclareOk>> MeasureAsync(IConnection connection, CancellationToken ct)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        await channel.ExchangeDeclarePassiveAsync(Exchange, ct);
        var queues = new List<QueueDeclareOk>();
        for (var partition = 0; partition < Partitions; partition++)
            queues.Add(await channel.QueueDeclarePassiveAsync(Queue(partition), ct));
        return queues;
    }

    /// <summary>
    /// Configures the publisher: chunks of a type go to the exchange, and the routing key selects the partition. Nothing is declared,
    /// because the publisher's user may not.
    /// </summary>
    public static void SendPartitions<T>(this IRabbitMqBusFactoryConfigurator bus) where T : class
    {
        bus.Message<T>(message => message.SetEntityName(Exchange));
        bus.Publish<T>(publish => (publish.ExchangeType, publish.Exclude) = (ExchangeType.Direct, true));
    }

    /// <summary>Configures the consumer of one partition, on the queue declared above.</summary>
    public static void ReceivePartition(
        this IRabbitMqBusFactoryConfigurator bus, int partition, Action<IRabbitMqReceiveEndpointConfigurator> configure) =>
        bus.ReceiveEndpoint(Queue(partition), endpoint =>
        {
            endpoint.ConfigureConsumeTopology = false;
            endpoint.SetQuorumQueue();
            endpoint.SingleActiveConsumer = true;
            endpoint.ConcurrentMessageLimit = AtOnce;
            endpoint.PrefetchCount = 2 * AtOnce;
            endpoint.PublishFaults = false;
            endpoint.Bind(Exchange, binding =>
            {
                binding.ExchangeType = ExchangeType.Direct;
                binding.RoutingKey = RoutingKey(partition);
            });
            configure(endpoint);
        });
}
