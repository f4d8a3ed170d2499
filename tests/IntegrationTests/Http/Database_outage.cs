using System.Net;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.Http;

/// <summary>While Postgres is away, the EventStore holds the reports that it received, so that no feed has to send them again.</summary>
public sealed class Database_outage(Workspace workspace) : IClassFixture<Workspace>, IAsyncLifetime
{
    private const int Reports = 300;

    private readonly TcpProxy proxy = new(workspace.Servers.Host, workspace.Servers.Postgres);
    private ServiceProcess ingestion = null!;
    private ServiceProcess eventStore = null!;
    private HttpClient feed = null!;

    public async ValueTask InitializeAsync()
    {
        proxy.Open();
        ingestion = new ServiceProcess("Ingestion", workspace);
        eventStore = new ServiceProcess("EventStore", workspace, ("ConnectionStrings__Postgres", workspace.PostgresThrough(proxy)));
        await Task.WhenAll(ingestion.StartReadyAsync(), eventStore.StartReadyAsync());
        feed = ingestion.Client(Role.Feed);
    }

    [Fact]
    public async Task What_is_accepted_meanwhile_is_stored_in_order_afterwards()
    {
        proxy.Cut();
        for (var id = 1; id <= Reports; id++)
        {
            using var answer = await feed.PostEventsAsync(Events.One(Events.Funding("Held", $"{id}")));
            answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        }

        await Eventually.Get("readiness gives the reason", WhyNotReadyAsync,
            why => why.Contains("Postgres cannot be reached", StringComparison.Ordinal));
        proxy.Open();

        await Eventually.Get("all reports are stored",
            () => workspace.ScalarAsync<long>("select count(*) from log.mt_events where stream_id = 'company/held'"),
            count => count == Reports);
        (await workspace.ListAsync<string>("select data ->> 'id' from log.mt_events where stream_id = 'company/held' order by seq_id"))
            .ShouldBe(Enumerable.Range(1, Reports).Select(id => $"{id}"));
        (await workspace.ScalarAsync<long>("select count(*) from log.dead_letters")).ShouldBe(0);
        await Eventually.Be("the EventStore is ready again", async () => await WhyNotReadyAsync() == "");
    }

    [Fact]
    public async Task Ops_are_told_to_ask_again_and_what_they_asked_for_is_not_done()
    {
        await workspace.RefuseAsync("away");
        using var posted = await feed.PostEventsAsync(Events.One(Events.Funding("Away", "away-1")));
        var id = await Eventually.Get("the dead letter is kept",
            () => workspace.ScalarAsync<Guid>("select event_id from log.dead_letters where id = 'away-1'"), found => found != Guid.Empty);
        await workspace.TakeAsync("away");
        using var ops = eventStore.Client(Role.Ops);
        var redrive = new Uri($"/v1/dead-letters/{id}/redrive", UriKind.Relative);
        proxy.Cut();

        using (var refused = await ops.PostAsync(redrive, null))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            refused.Headers.RetryAfter.ShouldNotBeNull();
        }

        (await workspace.ScalarAsync<long>("select attempts from log.dead_letters where id = 'away-1'")).ShouldBe(1);
        proxy.Open();
        await Eventually.Be("the same redrive succeeds", async () =>
        {
            using var answer = await ops.PostAsync(redrive, null);
            return answer.StatusCode == HttpStatusCode.OK;
        });
        (await workspace.ScalarAsync<long>("delete from log.dead_letters where id = 'away-1' returning position")).ShouldBeGreaterThan(0);
    }

    public async ValueTask DisposeAsync()
    {
        feed?.Dispose();
        await ingestion.DisposeAsync();
        await eventStore.DisposeAsync();
        proxy.Dispose();
    }

    private async Task<string> WhyNotReadyAsync()
    {
        using var http = eventStore.Client(null);
        using var health = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        return health.IsSuccessStatusCode ? "" : (await health.JsonAsync())["checks"]!.ToJsonString();
    }
}
