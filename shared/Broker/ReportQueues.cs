using System.Globalization;
using MassTransit;
using RabbitMQ.Client;

namespace EventPlatform.Broker;

/// <summary>
/// The way from Ingestion to EventStore, declared by the EventStore, which may do that: a direct exchange and one quorum queue per
/// partition, each with a single active consumer, so that a partition's chunks are stored one after the other in the order in which they
/// were published.
/// </summary>
public static class ReportQueues
{
    public const string Exchange = "reports";

    /// <summary>Fixed per deployment: it is part of the queue names, and of what order is kept within.</summary>
    public const int Partitions = 8;

    /// <summary>How many chunks of a partition the EventStore reads at once, so as to append them together.</summary>
    private const ushort AtOnce = 8;

    public static string Queue(int partition) => $"{Exchange}-{RoutingKey(partition)}";

    public static string RoutingKey(int partition) => partition.ToString(CultureInfo.InvariantCulture);

    /// <summary>Throws OperationInterruptedException with code 406 where the broker has one of them with other arguments.</summary>
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

    /// <summary>Throws OperationInterruptedException with code 404 if one of them is missing.</summary>
    public static Task FindAsync(IConnection connection, CancellationToken ct) => MeasureAsync(connection, ct);

    /// <summary>Throws as <see cref="FindAsync"/> does.</summary>
    /// <returns>How many messages are ready in each queue, and how many consumers it has.</returns>
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
    /// The sending end: publishes chunks of a type to the exchange, and declares nothing, which its user may not. The routing key chooses
    /// the partition.
    /// </summary>
    public static void SendPartitions<T>(this IRabbitMqBusFactoryConfigurator bus) where T : class
    {
        bus.Message<T>(message => message.SetEntityName(Exchange));
        bus.Publish<T>(publish => (publish.ExchangeType, publish.Exclude) = (ExchangeType.Direct, true));
    }

    /// <summary>The receiving end of one partition, the same queue as declared above.</summary>
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
