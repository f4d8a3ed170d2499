using System.Diagnostics;
using System.Text;
using EventPlatform.Servers;
using RabbitMQ.Client;

namespace EventPlatform.Benchmarks;

/// <summary>
/// Measures the limit of accepting single reports: confirmed persistent messages to a quorum queue, several hundred in flight.
/// </summary>
internal static class PublishLimit
{
    public const string Name = "raw confirmed publishes";
    private const int Channels = 2;
    private const int InFlight = 500;

    public static async Task MeasureAsync(Installation installation, BenchmarkOptions options, ResultTable table)
    {
        var bodies = Samples.Events(1_000).ConvertAll(Encoding.UTF8.GetBytes);
        await using var connection = await new ConnectionFactory { Uri = installation.Workspace.Vhost }.CreateConnectionAsync();
        await using (var channel = await connection.CreateChannelAsync())
        {
            await channel.QueueDeclareAsync("limit", durable: true, exclusive: false, autoDelete: false,
                arguments: new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        }

        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(options.Seconds));
        var processors = ProcessorTime.Start(installation.Processes);
        var watch = Stopwatch.StartNew();
        var confirmed = (await Task.WhenAll(Enumerable.Range(0, Channels)
            .Select(_ => Task.Run(() => PublishAsync(connection, bodies, end.Token))))).Sum();
        table.Rate(Name, confirmed / watch.Elapsed.TotalSeconds, confirmed, processors);
        await using (var channel = await connection.CreateChannelAsync()) await channel.QueueDeleteAsync("limit");
    }

    private static async Task<long> PublishAsync(IConnection connection, List<byte[]> bodies, CancellationToken end)
    {
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true,
            publisherConfirmationTrackingEnabled: true, outstandingPublisherConfirmationsRateLimiter: null), CancellationToken.None);
        var properties = new BasicProperties { Persistent = true };
        var confirmed = 0L;
        var inFlight = new Queue<Task>();
        while (!end.IsCancellationRequested)
        {
            if (inFlight.Count == InFlight) await inFlight.Dequeue();
            inFlight.Enqueue(channel.BasicPublishAsync(
                "", "limit", mandatory: false, properties, bodies[(int)(confirmed++ % bodies.Count)], CancellationToken.None).AsTask());
        }

        await Task.WhenAll(inFlight);
        return confirmed;
    }
}
