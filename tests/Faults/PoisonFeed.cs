using System.Text;
using System.Text.Json;
using EventPlatform.Broker;
using EventPlatform.Contracts;
using EventPlatform.Servers;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace EventPlatform.Faults;

/// <summary>
/// Publishes chunks directly to the partition queues, without Ingestion's checks. Each has a report that PostgreSQL refuses, between two
/// that it accepts.
/// </summary>
internal sealed class PoisonFeed(Workspace workspace, Ledger ledger, FaultOptions options)
{
    private const int ReportsPerChunk = 1_000;
    public const string Source = "/feeds/poison";

    /// <summary>Values that are valid JSON but not valid for PostgreSQL: a text with U+0000, and a number that overflows.</summary>
    private static readonly string[] Poisons = ["\"\\u0000\"", "1e400000"];

    private readonly Random random = new(options.Seed);

    /// <summary>Publishes a chunk each time a number of reports of the clients has been acknowledged.</summary>
    public async Task PutAllAsync(Task posting)
    {
        for (var chunk = 1; chunk <= options.Reports / ReportsPerChunk; chunk++)
        {
            var due = (chunk - 0.5) * ReportsPerChunk;
            await Eventually.Be("poison may go on", () => posting.IsCompleted || ledger.Acknowledged >= due, TimeSpan.FromMinutes(10));
            await PutAsync([Report($"{chunk}-1", "1"), Report($"{chunk}-2", Poisons[chunk % Poisons.Length]), Report($"{chunk}-3", "3")]);
        }
    }

    private async Task PutAsync(AcceptedReport[] reports)
    {
        var (good, bad) = (new[] { Of(reports[0]), Of(reports[2]) }, reports[1]);
        foreach (var report in good) ledger.Sending(report);
        ledger.Refusing(Of(bad), Kind.Poison);
        var partition = random.Next(ReportQueues.Partitions);
        await Eventually.Be("poison is confirmed", () => TryPublishAsync(partition, reports));
        foreach (var report in good) ledger.Confirmed(report);
        ledger.Receipts.Enqueue(new(Kind.Poison, Of(bad),
            $"/v1/receipts?source={Uri.EscapeDataString(bad.Source)}&id={bad.Id}&hash={bad.ContentHash}&event={bad.EventId}",
            Repeated: false));
    }

    private async Task<bool> TryPublishAsync(int partition, AcceptedReport[] reports)
    {
        var envelope = new
        {
            messageType = new[] { "urn:message:EventPlatform.Contracts:ReportsAccepted" }, message = new ReportsAccepted(reports)
        };
        var body = JsonSerializer.SerializeToUtf8Bytes(envelope, JsonSerializerOptions.Web);
        try
        {
            await PublishAsync(partition, body);
            return true;
        }
        catch (Exception e) when (e is RabbitMQClientException or OperationCanceledException)
        {
            return false;
        }
    }

    private async Task PublishAsync(int partition, byte[] body)
    {
        await using var connection = await new ConnectionFactory { Uri = workspace.Vhost }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await channel.BasicPublishAsync(ReportQueues.Exchange, ReportQueues.RoutingKey(partition), mandatory: true,
            new BasicProperties { ContentType = "application/vnd.masstransit+json", Persistent = true }, body, deadline.Token);
    }

    /// <param name="more">A further value, as JSON.</param>
    private static AcceptedReport Report(string id, string more)
    {
        var hash = Convert.ToHexString(Encoding.UTF8.GetBytes(id));
        var company = id.Split('-')[0];
        var document =
            $$"""
            {"source": "{{Source}}", "id": "{{id}}", "contentHash": "{{hash}}", "sequence": "{{id.Split('-')[1]}}",
             "data": {"company": {"name": "Poisoned {{company}}"}, "round": "seed", "status": "announced", "on": "2020", "more": {{more}} } }
            """;
        return new(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), $"company/poisoned-{company}", "FundingRaised", Source, id, hash,
            document);
    }

    private static Identity Of(AcceptedReport report) => new(report.Source, report.Id);
}
