using System.Text.Json.Nodes;
using EventPlatform.Broker;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace EventPlatform.Servers;

/// <summary>A database and a vhost for one test class.</summary>
public sealed class Workspace(TestServers servers) : IAsyncLifetime
{
    private readonly string name = servers.NewWorkspace();

    public Addresses Servers => servers.Addresses;

    public string PostgresConnection => Servers.Database(name);

    public Uri Vhost => Servers.Vhost(name);

    /// <summary>The address of the vhost through a proxy on this machine.</summary>
    public Uri VhostThrough(TcpProxy proxy) => (Servers with { Host = "127.0.0.1", Amqp = proxy.Port }).Vhost(name);

    public string PostgresThrough(TcpProxy proxy) => (Servers with { Host = "127.0.0.1", Postgres = proxy.Port }).Database(name);

    public NpgsqlDataSource Postgres { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Servers.CreateDatabaseAsync(name);
        await Servers.CreateVhostAsync(name);
        await DeclareQueuesAsync();
        Postgres = NpgsqlDataSource.Create(PostgresConnection);
    }

    /// <summary>Declares the queues, as the EventStore does when it starts.</summary>
    private async Task DeclareQueuesAsync()
    {
        await using var connection = await new ConnectionFactory { Uri = Vhost }.CreateConnectionAsync();
        await ReportQueues.DeclareAsync(connection, CancellationToken.None);
    }

    public async Task<T> ScalarAsync<T>(string sql, params object[] parameters)
    {
        await using var command = Postgres.CreateCommand(sql);
        foreach (var value in parameters) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return await command.ExecuteScalarAsync() is T scalar ? scalar : default!;
    }

    public async Task<List<T>> ListAsync<T>(string sql)
    {
        await using var command = Postgres.CreateCommand(sql);
        await using var rows = await command.ExecuteReaderAsync();
        var list = new List<T>();
        while (await rows.ReadAsync()) list.Add(await rows.GetFieldValueAsync<T>(0));
        return list;
    }

    /// <summary>Returns the number of ready messages in the partition queues, without unacknowledged ones.</summary>
    public async Task<long> QueuedAsync()
    {
        await using var connection = await new ConnectionFactory { Uri = Vhost }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        var count = 0L;
        for (var partition = 0; partition < ReportQueues.Partitions; partition++)
            count += await channel.MessageCountAsync(ReportQueues.Queue(partition));
        return count;
    }

    /// <summary>Consumes all chunks from the partition queues, and returns the ids of the reports in each chunk.</summary>
    public async Task<List<List<string>>> TakeQueuedAsync()
    {
        await using var connection = await new ConnectionFactory { Uri = Vhost }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        var chunks = new List<List<string>>();
        for (var partition = 0; partition < ReportQueues.Partitions; partition++)
        {
            var expected = chunks.Count + await channel.MessageCountAsync(ReportQueues.Queue(partition));
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.ReceivedAsync += (_, message) =>
            {
                var reports = JsonNode.Parse(message.Body.Span)!["message"]!["reports"]!.AsArray();
                chunks.Add([.. reports.Select(report => (string)report!["id"]!)]);
                return Task.CompletedTask;
            };
            var tag = await channel.BasicConsumeAsync(ReportQueues.Queue(partition), autoAck: true, consumer);
            await Eventually.Be("the queue is taken empty", () => chunks.Count == expected);
            await channel.BasicCancelAsync(tag);
        }

        return chunks;
    }

    public async ValueTask DisposeAsync()
    {
        if (Postgres is not null) await Postgres.DisposeAsync(); // null if the servers did not start
    }
}
