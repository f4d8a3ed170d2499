using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventPlatform.Broker;
using EventPlatform.Contracts;
using EventPlatform.Hosting.Access;
using EventPlatform.IntegrationTests.Access;
using EventPlatform.Servers;
using EventPlatform.Storage;
using RabbitMQ.Client;

namespace EventPlatform.IntegrationTests.Log;

/// <summary>The messages between Ingestion and the EventStore.</summary>
public sealed class Chunks_on_the_way(RunningWriteSide services) : IClassFixture<RunningWriteSide>
{
    private const int Nesting = 60;
    private const int Chunks = 60;

    [Fact]
    public async Task A_report_that_is_nested_as_deeply_as_can_be_allowed_is_stored()
    {
        await using var ingestion = new ServiceProcess("Ingestion", services.Workspace, ("Limits__Nesting", $"{Nesting}"));
        await ingestion.StartReadyAsync();
        var report = Events.Funding("Deep", "deep");
        report["data"]!["deep"] = JsonNode.Parse(new string('[', Nesting - 2) + new string(']', Nesting - 2));

        using var answer = await ingestion.Client(Role.Feed).PostEventsAsync(Events.One(report));

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await IsStoredAsync("deep");
    }

    [Fact]
    public async Task A_chunk_from_before_documents_were_JSON_within_it_is_stored()
    {
        var report = Reports.Funding("Earlier", "earlier");
        var message = JsonSerializer.SerializeToNode(new ReportsAccepted([report]), JsonSerializerOptions.Web)!;
        message["reports"]![0]!["document"]!.GetValueKind().ShouldBe(JsonValueKind.Object);
        message["reports"]![0]!["document"] = report.Document;

        await PublishAsync([Envelope(message)]);

        await IsStoredAsync("earlier");
    }

    [Fact]
    public async Task Chunks_that_wait_are_appended_in_their_order_and_together_around_one_that_cannot_be_read()
    {
        var chunks = Enumerable.Range(1, Chunks).Select(number => Envelope(JsonSerializer.SerializeToNode(
            new ReportsAccepted([Reports.Funding("Waiting", $"waiting-{number}")]), JsonSerializerOptions.Web)!)).ToList();
        await using (var connection = await services.Workspace.Postgres.OpenConnectionAsync())
        {
            await using var held = await connection.BeginTransactionAsync();
            await ReportLog.TakeAppendLockAsync(held, CancellationToken.None);
            await PublishAsync([.. chunks[..(Chunks / 2)], "no JSON"u8.ToArray(), .. chunks[(Chunks / 2)..]]);
        }

        await IsStoredAsync($"waiting-{Chunks}");
        (await services.Workspace.ListAsync<string>(
            "select data ->> 'id' from log.mt_events where stream_id = 'company/Waiting' order by seq_id"))
            .ShouldBe(Enumerable.Range(1, Chunks).Select(number => $"waiting-{number}"));
        (await services.Workspace.ScalarAsync<long>(
            "select count(distinct timestamp) from log.mt_events where stream_id = 'company/Waiting'"))
            .ShouldBeLessThan(Chunks - 4, "chunks that were read while the first waited for the lock are appended together");
    }

    private static byte[] Envelope(JsonNode message) => JsonSerializer.SerializeToUtf8Bytes(
        new JsonObject { ["messageType"] = new JsonArray("urn:message:EventPlatform.Contracts:ReportsAccepted"), ["message"] = message });

    private async Task PublishAsync(IEnumerable<byte[]> messages)
    {
        await using var connection = await new ConnectionFactory { Uri = services.Workspace.Vhost }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        foreach (var message in messages)
        {
            await channel.BasicPublishAsync(ReportQueues.Exchange, ReportQueues.RoutingKey(0), mandatory: true,
                new BasicProperties { ContentType = "application/vnd.masstransit+json", Persistent = true }, message);
        }
    }

    private Task IsStoredAsync(string id) => Eventually.Be($"{id} is stored",
        async () => await services.Workspace.ScalarAsync<long>("select count(*) from log.mt_events where data ->> 'id' = $1", id) == 1);
}
