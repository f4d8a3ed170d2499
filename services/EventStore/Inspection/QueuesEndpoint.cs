using EventPlatform.Broker;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Hosting.Http;

namespace EventPlatform.EventStore.Inspection;

/// <param name="Ready">Chunks that no consumer has taken yet.</param>
/// <param name="Taken">Chunks that this EventStore has taken and not yet appended.</param>
/// <param name="Consumers">0 if no EventStore consumes the queue.</param>
/// <param name="OldestSeconds">Time since the oldest of the chunks that were taken was sent; 0 if none is.</param>
internal sealed record QueueAnswer(int Partition, string Queue, long Ready, int Taken, long Consumers, double OldestSeconds);

/// <summary><c>GET /v1/queues</c>: what waits between Ingestion and the log.</summary>
internal static class QueuesEndpoint
{
    private const string Away = "RabbitMQ does not answer";
    private const string AwayDetail = "GET /health/ready says why.";

    public static void MapQueues(this IEndpointRouteBuilder app) => app.MapGet("/v1/queues", Get).RequireKey(Role.Observer).WithName("listQueues")
        .WithSummary("What waits in RabbitMQ to be appended to the log, by partition")
        .Answers<Page<QueueAnswer>>(
            """{"items":[{"partition":0,"queue":"reports-0","ready":0,"taken":0,"consumers":1,"oldestSeconds":0}]}""")
        .Refuses(StatusCodes.Status503ServiceUnavailable, Away, AwayDetail);

    private static async Task<IResult> Get(HttpResponse response, ReportBus broker, WaitingChunks waiting, CancellationToken ct)
    {
        if (await broker.MeasureQueuesAsync(ct) is not { } queues)
        {
            response.Headers.RetryAfter = "2";
            return Problems.Of(StatusCodes.Status503ServiceUnavailable, Away, AwayDetail);
        }

        return TypedResults.Ok(new Page<QueueAnswer>([.. queues.Select((queue, partition) => new QueueAnswer(
            partition, queue.QueueName, queue.MessageCount, waiting.CountOf(partition), queue.ConsumerCount,
            Math.Round(waiting.AgeOfOldest(partition).TotalSeconds, 3)))]));
    }
}
