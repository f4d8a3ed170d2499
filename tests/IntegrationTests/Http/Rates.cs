using System.Diagnostics;
using System.Net;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.Http;

[Trait("Servers", "any")]
public sealed class Rates(TestServers servers) : IAsyncLifetime
{
    private const int PerSecond = 20;
    private readonly Workspace workspace = new(servers);
    private ServiceProcess ingestion = null!;
    private HttpClient feed = null!;

    public async ValueTask InitializeAsync()
    {
        await workspace.InitializeAsync();
        ingestion = new ServiceProcess("Ingestion", workspace, ("Limits__EventsPerSecond", $"{PerSecond}"));
        await ingestion.StartReadyAsync();
        feed = ingestion.Client(Role.Feed);
    }

    [Fact]
    public async Task Single_posts_over_the_rate_are_told_to_wait_and_lines_are_slowed_down()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 3 * PerSecond)
            .Select(id => feed.PostEventsAsync(Events.One(Events.Funding("Acme", $"rate-{id}")))));

        var refused = answers.First(answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        refused.Headers.GetValues("RateLimit").Single().ShouldContain($"limit={PerSecond}");

        var began = Stopwatch.GetTimestamp();
        using var lines = await feed.PostEventsAsync(
            Events.Lines(Enumerable.Range(0, 3 * PerSecond).Select(id => Events.Funding("Acme", $"line-{id}"))));
        lines.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        Stopwatch.GetElapsedTime(began).ShouldBeGreaterThan(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_rate_of_one_a_second_is_kept_to()
    {
        await using var slow = new ServiceProcess("Ingestion", workspace, ("Limits__EventsPerSecond", "1"));
        await slow.StartReadyAsync();
        using var http = slow.Client(Role.Feed);

        var began = Stopwatch.GetTimestamp();
        using var lines = await http.PostEventsAsync(
            Events.Lines(Enumerable.Range(0, 4).Select(id => Events.Funding("Acme", $"slow-{id}"))));
        using var over = await http.PostEventsAsync(Events.One(Events.Funding("Acme", "slow-over")));

        lines.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        Stopwatch.GetElapsedTime(began).ShouldBeGreaterThan(TimeSpan.FromSeconds(2.7), "one event at once, then one a second");
        over.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        over.Headers.GetValues("RateLimit").Single().ShouldContain("limit=1");
    }

    public async ValueTask DisposeAsync()
    {
        feed?.Dispose();
        if (ingestion is not null) await ingestion.DisposeAsync();
        await workspace.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
