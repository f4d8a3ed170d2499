using System.Text.Json.Nodes;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace EventPlatform.Benchmarks.Peers;

/// <summary>
/// What a user would build instead, in a separate process: an endpoint that stores posts itself, or publishes them to a consumer that
/// stores them, and Marten's daemon.
/// </summary>
internal static class PeerServer
{
    public const string Argument = "--serve-peer";
    public const string Direct = "Marten", Consumer = "MassTransit and Marten", Batches = "MassTransit Batch<T> and Marten";
    public const string Once = "MassTransit Batch<T> and Marten, dedupe";
    public static readonly string[] Kinds = [Direct, Consumer, Batches, Once];

    private const int PerBatch = 100;
    private static readonly TimeSpan BatchTime = TimeSpan.FromMilliseconds(20);

    public static async Task<int> RunAsync(string kind, string address, string postgres, string rabbit)
    {
        await using var dataSource = NpgsqlDataSource.Create(postgres);
        await using var store = PeerStore.Open(dataSource, Schema(kind), withRows: true);
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        using var daemon = await store.BuildProjectionDaemonAsync();
        await daemon.StartAllAsync();
        var bus = kind == Direct ? null : await StartBusAsync(new Uri(rabbit), Schema(kind), kind is Batches or Once,
            reports => PeerStore.AppendAsync(store, reports, deduplicates: kind == Once));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.MapPost("/v1/events", async (HttpRequest request) =>
        {
            var posted = (await JsonNode.ParseAsync(request.Body))!;
            var report = new PeerReport(
                (string)posted["source"]!, (string)posted["id"]!, (string)posted["data"]!["company"]!["name"]!, posted.ToJsonString());
            await (bus is null ? PeerStore.AppendAsync(store, [report]) : bus.Publish(report));
            return TypedResults.Accepted((string?)null);
        });
        await app.RunAsync(address);
        return 0;
    }

    public static string Schema(string kind) => $"peer_{Array.IndexOf(Kinds, kind)}";

    private static async Task<IBusControl> StartBusAsync(Uri uri, string queue, bool inBatches, Func<IEnumerable<PeerReport>, Task> store)
    {
        var bus = Bus.Factory.CreateUsingRabbitMq(rabbit =>
        {
            rabbit.Host(uri);
            rabbit.ReceiveEndpoint(queue, endpoint =>
            {
                endpoint.SetQuorumQueue();
                if (inBatches)
                {
                    endpoint.PrefetchCount = 10 * PerBatch;
                    endpoint.Batch<PeerReport>(batch =>
                    {
                        (batch.MessageLimit, batch.TimeLimit) = (PerBatch, BatchTime);
                        batch.Consumer(() => new BatchConsumer(store));
                    });
                }
                else
                {
                    endpoint.Handler<PeerReport>(context => store([context.Message]));
                }
            });
        });
        await bus.StartAsync();
        return bus;
    }

    private sealed class BatchConsumer(Func<IEnumerable<PeerReport>, Task> store) : IConsumer<Batch<PeerReport>>
    {
        public Task Consume(ConsumeContext<Batch<PeerReport>> context) => store(context.Message.Select(message => message.Message));
    }
}
