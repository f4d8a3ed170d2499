using EventPlatform.Broker;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Hosting.Http;

namespace EventPlatform.EventStore.Inspection;

/// <param name="Ready">The number of chunks that no consumer has taken yet.</param>
/// <param name="Taken">The number of chunks that this EventStore has taken but not yet appended.</param>
/// <param name="Consumers">The number of consumers; 0 if no EventStore consumes the queue.</param>
/// <param name="OldestSeconds">The seconds since the oldest of the taken chunks was sent; 0 if there is none.</param>
internal sealed record QueueAnswer(int Partition, string Queue, long Ready, int Taken, long Consumers, double OldestSeconds);

/// <summary><c>GET /v1/queues</c>: the backlog between Ingestion and the log.</summary>
internal static class QueuesEndpoint
{
    private const string Away = "RabbitMQ does not answer";
    private const string AwayDetail = "GET /health/ready shows the cause.";

    public static void MapQueues(this IEndpointRouteBuilder app) => app.MapGet("/v1/queues", Get)
        .RequireKey(Role.Observer).WithName("listQueues")
        .WithSummary("The backlog in RabbitMQ that waits to be appended to the log, by partition")
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
