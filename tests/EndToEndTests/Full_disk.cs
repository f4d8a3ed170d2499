using System.Net;
using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests;

/// <summary>
/// A server's disk is full. The services report that in time, lose nothing acknowledged, and continue once the server runs and has room.
/// </summary>
[Trait("Servers", "any")]
public sealed class Full_disk : IAsyncDisposable
{
    private const int Reports = 40;

    private readonly List<string> acknowledged = [];
    private HangingPlatform? platform;

    [Fact]
    public async Task A_full_PostgreSQL_is_named_by_every_service_and_what_is_acknowledged_meanwhile_is_stored_later()
    {
        await StartAsync("postgres", 320);
        await PostAsync("before", 3);
        await platform!.Disk.FillAsync();

        await PostAsync("full", Reports);
        acknowledged.Count.ShouldBe(3 + Reports, "RabbitMQ still has room");
        await platform.AllNameAsync("Postgres");

        await RunsAgainAsync("postgres");
    }

    [Fact]
    public async Task An_almost_full_RabbitMQ_is_named_and_nothing_is_taken()
    {
        await StartAsync("rabbitmq", 600);
        await PostAsync("before", 3);
        await platform!.Disk.FillAsync(leaveMegabytes: 100);

        await platform.AllNameAsync("low on disk", platform.EventStore, platform.Projections, platform.Query);
        var before = acknowledged.Count;
        await PostAsync("low", 3);
        acknowledged.Count.ShouldBe(before);

        await RunsAgainAsync("rabbitmq");
    }

    [Fact]
    public async Task A_full_RabbitMQ_is_named_and_what_was_acknowledged_is_stored()
    {
        await StartAsync("rabbitmq", 400);
        await PostAsync("before", 3);
        await platform!.Disk.FillAsync();

        await Task.WhenAll(PostAsync("full", Reports),
            platform.AllNameAsync("RabbitMQ", platform.EventStore, platform.Projections, platform.Query));

        await RunsAgainAsync("rabbitmq");
    }

    public async ValueTask DisposeAsync()
    {
        if (platform is null) return;
        if (TestContext.Current.TestState?.Result == TestResult.Failed) TestContext.Current.TestOutputHelper?.WriteLine(platform.Log);
        await platform.DisposeAsync();
    }

    private async Task StartAsync(string server, int megabytes)
    {
        platform = new HangingPlatform(new TestServers { Small = (server, megabytes) });
        await platform.InitializeAsync();
    }

    private async Task PostAsync(string id, int count)
    {
        for (var number = 0; number < count; number++)
        {
            var large = Events.Funding("Full", $"{id}-{number}");
            large["data"]!["unknown"] = string.Concat(Enumerable.Range(0, 20_000).Select(n => $"{number * n:x8}"));
            using var answer = await platform!.Feed.PostEventsAsync(Events.One(large));
            if (answer.StatusCode == HttpStatusCode.Accepted) acknowledged.Add($"{id}-{number}");
            else answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, await answer.Content.ReadAsStringAsync());
        }
    }

    /// <summary>
    /// Frees the disk and restarts the server, which has ended or no longer writes, as <c>deploy/up</c> does. The services get no help.
    /// </summary>
    private async Task RunsAgainAsync(string name)
    {
        platform!.Disk.Free();
        var server = platform.Server(name);
        await server.KillAsync();
        await server.StartReadyAsync();

        await platform.AreHealthyAsync();
        foreach (var id in acknowledged) await platform.IsStoredAsync(id);
        await PostAsync("after", 1);
        await platform.IsStoredAsync("after-0");
    }
}
