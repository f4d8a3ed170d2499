using System.Diagnostics;
using System.Net;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.Http;

public sealed class Broker_outage(Workspace workspace) : IClassFixture<Workspace>, IAsyncLifetime
{
    private readonly TcpProxy proxy = new(workspace.Servers.Host, workspace.Servers.Amqp);
    private ServiceProcess ingestion = null!;
    private ServiceProcess eventStore = null!;
    private HttpClient feed = null!;

    public async ValueTask InitializeAsync()
    {
        proxy.Open();
        ingestion = new ServiceProcess("Ingestion", workspace, ("ConnectionStrings__RabbitMq", workspace.VhostThrough(proxy).ToString()));
        eventStore = new ServiceProcess("EventStore", workspace);
        await Task.WhenAll(ingestion.StartReadyAsync(), eventStore.StartReadyAsync());
        feed = ingestion.Client(Role.Feed);
    }

    [Fact]
    public async Task A_post_while_the_broker_is_gone_is_told_to_come_back_and_the_same_post_later_is_stored_once()
    {
        proxy.Cut();
        await PostIsToldToComeBack("gone");

        proxy.Open();
        await SamePostIsTakenLater("gone");
        await IsStoredOnce("gone");
    }

    [Fact]
    public async Task A_post_to_a_silent_broker_gets_503_and_its_retry_is_stored_once()
    {
        await proxy.SilenceAsync();
        await PostIsToldToComeBack("silent");

        proxy.Resume();
        await SamePostIsTakenLater("silent");
        await IsStoredOnce("silent");
    }

    [Fact]
    public async Task Readiness_says_that_the_broker_is_gone()
    {
        proxy.Cut();

        var why = await Eventually.Get("Ingestion is not ready", async () =>
        {
            using var health = await feed.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return health.IsSuccessStatusCode ? "" : (string)(await health.JsonAsync())["checks"]!["broker"]!["why"]!;
        }, seen => seen.Length > 0);

        why.ShouldStartWith("RabbitMQ");
        why.ShouldNotContain("\n");
    }

    public async ValueTask DisposeAsync()
    {
        feed?.Dispose();
        await ingestion.DisposeAsync();
        await eventStore.DisposeAsync();
        proxy.Dispose();
    }

    private async Task PostIsToldToComeBack(string id)
    {
        var watch = Stopwatch.StartNew();
        using var answer = await feed.PostEventsAsync(Events.One(Events.Funding("Patient", id)));

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(7));
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
        ((string)(await answer.JsonAsync())["detail"]!).ShouldContain("again");
    }

    private Task SamePostIsTakenLater(string id) => Eventually.Be("the same post is accepted", async () =>
    {
        using var answer = await feed.PostEventsAsync(Events.One(Events.Funding("Patient", id)));
        return answer.StatusCode == HttpStatusCode.Accepted;
    });

    private async Task IsStoredOnce(string id)
    {
        await Eventually.Be("the queues are empty", async () => await workspace.QueuedAsync() == 0);
        await Eventually.Get("the report is stored once",
            () => workspace.ScalarAsync<long>("select count(*) from log.mt_events where data ->> 'id' = $1", id), count => count == 1);
    }
}
