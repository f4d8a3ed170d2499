using System.Text.Json.Nodes;
using EventPlatform.Broker;
using EventPlatform.Servers;
using RabbitMQ.Client;

namespace EventPlatform.Faults.Checks;

/// <summary>Nothing is left in the broker, neither in the partition queues nor in an error queue of MassTransit.</summary>
internal static class BrokerCheck
{
    public static async Task<Check> OfAsync(Workspace workspace)
    {
        await using var connection = await new ConnectionFactory { Uri = workspace.Vhost }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        var left = new List<string>();
        foreach (var queue in await QueuesAsync(workspace))
        {
            if (await channel.MessageCountAsync(queue) is > 0 and var count) left.Add($"{queue}: {count}");
        }

        return new("queues with messages left, of any name", 0, left.Count, left);
    }

    private static async Task<IEnumerable<string>> QueuesAsync(Workspace workspace)
    {
        using var http = workspace.Servers.ManagementClient();
        var path = new Uri($"/api/queues{workspace.Vhost.AbsolutePath}?columns=name", UriKind.Relative);
        var names = await Eventually.Get(
            "the broker lists its queues", async () => JsonNode.Parse(await http.GetStringAsync(path))!.AsArray(),
            queues => queues.Count >= ReportQueues.Partitions);
        return names.Select(queue => (string)queue!["name"]!);
    }
}
