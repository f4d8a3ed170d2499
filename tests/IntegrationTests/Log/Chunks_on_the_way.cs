using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventPlatform.Contracts;
using EventPlatform.Hosting;
using EventPlatform.Hosting.Access;
using EventPlatform.IntegrationTests.Access;
using EventPlatform.Servers;
using RabbitMQ.Client;

namespace EventPlatform.IntegrationTests.Log;

/// <summary>What travels between Ingestion and EventStore.</summary>
public sealed class Chunks_on_the_way(RunningWriteSide services) : IClassFixture<RunningWriteSide>
{
    private const int Nesting = 60;

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

        await PublishAsync(new() { ["messageType"] = new JsonArray("urn:message:EventPlatform.Contracts:ReportsAccepted"), ["message"] = message });

        await IsStoredAsync("earlier");
    }

    private async Task PublishAsync(JsonObject envelope)
    {
        await using var connection = await new ConnectionFactory { Uri = services.Workspace.Vhost }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        await channel.BasicPublishAsync(ReportQueues.Exchange, ReportQueues.RoutingKey(0), mandatory: true,
            new BasicProperties { ContentType = "application/vnd.masstransit+json", Persistent = true }, JsonSerializer.SerializeToUtf8Bytes(envelope));
    }

    private Task IsStoredAsync(string id) => Eventually.Be($"{id} is stored",
        async () => await services.Workspace.ScalarAsync<long>("select count(*) from log.mt_events where data ->> 'id' = $1", id) == 1);
}
