using System.Diagnostics;
using System.Net;
using System.Text;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests;

/// <summary>
/// If the broker or the backlog for it is at its limit, Ingestion reports that at once and accepts no more, instead of buffering in memory.
/// </summary>
public sealed class Backpressure(TestServers servers) : IAsyncLifetime
{
    private const long Megabyte = 1024 * 1024;
    private const long Memory = 250 * Megabyte;

    private readonly Workspace workspace = new(servers);

    public ValueTask InitializeAsync() => workspace.InitializeAsync();

    [Fact]
    public async Task While_the_broker_has_an_alarm_posts_are_told_to_come_back_and_an_upload_waits()
    {
        await using var ingestion = await StartAsync(("Limits__PatienceSeconds", "60"));
        using var feed = ingestion.Client(Role.Feed);
        var (written, before, alarmed) = (0L, 0, new TaskCompletionSource());
        var line = Encoding.UTF8.GetBytes(Events.Funding("Acme", "line").ToJsonString() + "\n");
        var upload = feed.PostEventsAsync(new Upload(async body =>
        {
            // Sends a line now and then until the alarm, because the server gives up a body that comes too slowly
            for (; !alarmed.Task.IsCompleted; before++)
            {
                await body.WriteAsync(line);
                await body.FlushAsync();
                await alarmed.Task.WaitAsync(TimeSpan.FromMilliseconds(250)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            for (; written < 64 * Megabyte; written += line.Length) await body.WriteAsync(line);
        }));

        await servers.AlarmBrokerAsync(isOn: true);
        try
        {
            await Eventually.Get("readiness reports the alarm",
                () => ReadinessAsync(feed), readiness => readiness.Contains("short of memory", StringComparison.Ordinal));
            await IsHeldBackAsync(feed, "alarm");
            alarmed.SetResult();
            await StallsAsync(() => written);
            written.ShouldBeLessThan(16 * Megabyte, "the upload stops at little more than the buffers of the sockets");
        }
        finally
        {
            await servers.AlarmBrokerAsync(isOn: false);
        }

        await IsTakenAsync(feed, "alarm");
        using var answer = await upload.WaitAsync(Eventually.Patience);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        ((long)(await answer.JsonAsync())["accepted"]!).ShouldBe(before + (written / line.Length));
        ingestion.PeakMemory.ShouldBeLessThan(Memory);
    }

    [Fact]
    public async Task A_partition_whose_queue_is_too_long_takes_no_more_until_it_is_stored()
    {
        await using var ingestion = await StartAsync(("Limits__QueuedChunks", "3"));
        using var feed = ingestion.Client(Role.Feed);

        await IsHeldBackAsync(feed, "long");
        var others = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => StatusAsync(feed, $"Other {number}", "other")));
        others.ShouldContain(HttpStatusCode.Accepted, "other partitions accept events");
        using var lines = await feed.PostEventsAsync(Events.Lines([Events.Funding("Acme", "line")]));
        lines.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);

        await using var eventStore = new ServiceProcess("EventStore", workspace);
        await eventStore.StartReadyAsync();
        await IsTakenAsync(feed, "long");
    }

    [Fact]
    public async Task What_waits_for_a_silent_broker_is_bounded_in_bytes()
    {
        using var proxy = new TcpProxy(workspace.Servers.Host, workspace.Servers.Amqp);
        proxy.Open();
        await using var ingestion = await StartAsync(("ConnectionStrings__RabbitMq", workspace.VhostThrough(proxy).ToString()));
        using var feed = ingestion.Client(Role.Feed);
        await proxy.SilenceAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 300).Select(number => PostLargeAsync(feed, number)));

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.ServiceUnavailable);
        answers.Count(answer => answer.Title == "The backlog is full")
            .ShouldBeGreaterThan(200, string.Join(", ", answers.CountBy(answer => answer)));
        ingestion.PeakMemory.ShouldBeLessThan(Memory);
        proxy.Resume();
        await Eventually.Be("a large event is accepted", async () => (await PostLargeAsync(feed, 0)).Status == HttpStatusCode.Accepted);
    }

    public async ValueTask DisposeAsync()
    {
        await workspace.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private async Task<ServiceProcess> StartAsync(params (string Name, string Value)[] settings)
    {
        var ingestion = new ServiceProcess("Ingestion", workspace, settings);
        await ingestion.StartReadyAsync();
        return ingestion;
    }

    private static async Task IsHeldBackAsync(HttpClient feed, string id)
    {
        var number = 0;
        using var held = await Eventually.Get("posts are refused",
            () => feed.PostEventsAsync(Events.One(Events.Funding("Acme", $"{id}-{number++}"))),
            answer => answer.StatusCode != HttpStatusCode.Accepted);
        held.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        held.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
        held.Headers.GetValues("RateLimit").Single().ShouldContain("remaining=0");
        ((string)(await held.JsonAsync())["detail"]!).ShouldContain("Nothing was accepted");

        var began = Stopwatch.GetTimestamp();
        (await StatusAsync(feed, "Acme", id)).ShouldBe(HttpStatusCode.ServiceUnavailable);
        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(1));
    }

    private static Task IsTakenAsync(HttpClient feed, string id) =>
        Eventually.Be("posts are accepted again", async () => await StatusAsync(feed, "Acme", id) == HttpStatusCode.Accepted);

    private static async Task<HttpStatusCode> StatusAsync(HttpClient feed, string company, string id)
    {
        using var answer = await feed.PostEventsAsync(Events.One(Events.Funding(company, id)));
        return answer.StatusCode;
    }

    private static async Task<(HttpStatusCode Status, string? Title)> PostLargeAsync(HttpClient feed, int number)
    {
        var large = Events.Funding($"Company {number}", $"{number}");
        large["data"]!["unknown"] = new string('x', 200_000);
        using var answer = await feed.PostEventsAsync(Events.One(large));
        return (answer.StatusCode, (string?)(await answer.JsonAsync())["title"]);
    }

    private static async Task<string> ReadinessAsync(HttpClient http)
    {
        using var health = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        return await health.Content.ReadAsStringAsync();
    }

    private static async Task StallsAsync(Func<long> written)
    {
        var (last, looks) = (-1L, 0);
        await Eventually.Be("the upload stalls", () =>
        {
            looks = written() == last ? looks + 1 : 0;
            last = written();
            return looks == 50;
        });
    }
}
