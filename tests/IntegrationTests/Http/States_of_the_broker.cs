using System.Net;
using EventPlatform.Broker;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.Http;

/// <summary>The services declare again what an operator deletes in the broker, and reports reach the log without a restart.</summary>
public sealed class States_of_the_broker(TestServers servers) : IAsyncLifetime
{
    private readonly Workspace workspace = new(servers);
    private ServiceProcess ingestion = null!;
    private ServiceProcess eventStore = null!;
    private HttpClient feed = null!;
    private HttpClient management = null!;

    private string Vhost => workspace.Vhost.AbsolutePath.TrimStart('/');

    public async ValueTask InitializeAsync()
    {
        await workspace.InitializeAsync();
        (ingestion, eventStore) = (new ServiceProcess("Ingestion", workspace), new ServiceProcess("EventStore", workspace));
        await Task.WhenAll(ingestion.StartReadyAsync(), eventStore.StartReadyAsync());
        (feed, management) = (ingestion.Client(Role.Feed), workspace.Servers.ManagementClient());
    }

    [Fact]
    public async Task A_queue_that_was_deleted_is_declared_and_consumed_again()
    {
        foreach (var partition in Enumerable.Range(0, ReportQueues.Partitions))
            await DeleteAsync($"queues/{Vhost}/{ReportQueues.Queue(partition)}");

        await AllPartitionsStoreAsync("queue");
    }

    [Fact]
    public async Task An_exchange_that_was_deleted_is_declared_again()
    {
        await DeleteAsync($"exchanges/{Vhost}/{ReportQueues.Exchange}");

        await AllPartitionsStoreAsync("exchange");
    }

    [Fact]
    public async Task A_vhost_that_was_deleted_is_named_until_it_is_there_again()
    {
        await DeleteAsync($"vhosts/{Vhost}");
        foreach (var service in (ServiceProcess[])[ingestion, eventStore])
        {
            await Eventually.Get($"{service.Name} names the broker",
                () => ReadinessAsync(service), readiness => readiness.Contains("RabbitMQ", StringComparison.Ordinal));
        }

        await workspace.Servers.CreateVhostAsync(Vhost);

        await AllPartitionsStoreAsync("vhost");
    }

    public async ValueTask DisposeAsync()
    {
        feed?.Dispose();
        management?.Dispose();
        await ingestion.DisposeAsync();
        await eventStore.DisposeAsync();
        await workspace.DisposeAsync();
    }

    private async Task DeleteAsync(string what)
    {
        using var deleted = await management.DeleteAsync(new Uri($"/api/{what}", UriKind.Relative));
        deleted.EnsureSuccessStatusCode();
    }

    /// <summary>Posts reports about so many companies that every partition gets some.</summary>
    private async Task AllPartitionsStoreAsync(string id)
    {
        var ids = Enumerable.Range(0, 40).Select(number => $"{id}-{number}").ToList();
        await Task.WhenAll(ids.Select(each => Eventually.Be($"{each} is accepted", async () =>
        {
            using var answer = await feed.PostEventsAsync(Events.One(Events.Funding($"Company {each}", each)));
            return answer.StatusCode == HttpStatusCode.Accepted;
        })));
        await Eventually.Get("all reports are stored",
            () => workspace.ScalarAsync<long>("select count(*) from log.mt_events where data ->> 'id' like $1", $"{id}-%"),
            count => count == ids.Count);
        foreach (var service in (ServiceProcess[])[ingestion, eventStore])
        {
            await Eventually.Get($"{service.Name} is healthy",
                () => ReadinessAsync(service), readiness => readiness.StartsWith("""{"status":"Healthy""", StringComparison.Ordinal));
        }
    }

    private static async Task<string> ReadinessAsync(ServiceProcess service)
    {
        using var http = service.Client(null);
        using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        return await answer.Content.ReadAsStringAsync();
    }
}
