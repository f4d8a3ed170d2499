using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.Upgrade;

/// <summary>
/// The upgrade in docs/operations.md: start this version on the data of the previous one, rebuild the read tables, and serve them.
/// </summary>
public sealed class From_the_previous_version(PreviousInstallation platform) : IClassFixture<PreviousInstallation>
{
    [Fact]
    public async Task Read_tables_are_built_anew_and_served_equal_a_rebuild_and_repeated_reports_are_duplicates()
    {
        using var projections = platform.Projections.Client(Role.Ops);
        var stored = await StoredAsync();
        var refused = await RefusedAsync();

        await Eventually.Get("the new read tables are served", () => projections.GetFromJsonAsync<JsonObject>("/v1/progress"),
            progress => (int)progress!["generation"]! == 2 && (long)progress["lag"]! == 0);
        foreach (var service in (ServiceProcess[])[platform.Projections, platform.Query]) await IsReadyAsync(service);
        using var discarded = await projections.DeleteAsync(new Uri("/v1/generations/1", UriKind.Relative));
        discarded.StatusCode.ShouldBe(HttpStatusCode.NoContent);

        var rebuilt = await Generations.BuildAsync(platform.Projections);
        (await Generations.DifferencesAsync(platform.Workspace, 2, rebuilt)).ShouldBeEmpty();
        (await Generations.RowsAsync(platform.Workspace, 2))["facts"].ShouldBeGreaterThan(1000);
        (await platform.Workspace.ScalarAsync<long>("select count(*) from read_2.parked")).ShouldBe(0);

        await PostAgainAsync();
        await Eventually.Get("the queues are empty", platform.Workspace.QueuedAsync, waiting => waiting == 0);
        (await StoredAsync()).ShouldBe(stored);
        (await RefusedAsync()).ShouldBe(refused);
    }

    [Fact]
    public async Task Feeds_and_the_audit_are_carried_on()
    {
        using var ops = platform.EventStore.Client(Role.Ops);
        var feeds = (await ops.GetFromJsonAsync<JsonObject>("/v1/feeds"))!["items"]!.AsArray();
        var audit = (await ops.GetFromJsonAsync<JsonObject>("/v1/audit"))!["items"]!.AsArray();

        feeds.Select(feed => $"{feed!["name"]} {feed["sourcePrefix"]} {feed["overlaps"]!.ToJsonString()}")
            .ShouldBe(["alpha /feeds/alpha []", "beta /feeds/beta [\"wire\"]", "wire /feeds/beta/wire [\"beta\"]"]);
        audit.Where(entry => (string)entry!["action"]! == "feed-created").Select(entry => (string)entry!["detail"]!["name"]!)
            .ShouldBe(["wire", "beta", "alpha"]);
    }

    /// <summary>Posts all reports again. Ingestion refuses some that are no longer valid; all others are stored already.</summary>
    private async Task PostAgainAsync()
    {
        using var feed = platform.Ingestion.Client(Role.Feed);
        using var answer = await feed.PostEventsAsync(Events.Content(PreviousInstallation.Reports, "application/x-ndjson"));
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        var told = await answer.JsonAsync();
        ((int)told["accepted"]!).ShouldBeGreaterThan(1000);
        told["refused"]!.AsArray().ShouldNotBeEmpty();
        ((int)told["accepted"]! + told["refused"]!.AsArray().Count).ShouldBe(2500);
    }

    private Task<long> StoredAsync() => platform.Workspace.ScalarAsync<long>("select count(*) from log.mt_events where not is_archived");

    private Task<List<string>> RefusedAsync() =>
        platform.Workspace.ListAsync<string>("select distinct source || ' ' || id from log.dead_letters order by 1");

    private static async Task IsReadyAsync(ServiceProcess service)
    {
        using var anyone = service.Client(null);
        await Eventually.Be($"{service.Name} is ready", async () =>
        {
            using var health = await anyone.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return health.IsSuccessStatusCode ? true : throw new HttpRequestException(await health.Content.ReadAsStringAsync());
        });
    }
}
