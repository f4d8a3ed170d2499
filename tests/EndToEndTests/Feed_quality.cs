using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests;

/// <summary>With its own key, a feed sees the outcomes of what it sent.</summary>
[Trait("Servers", "any")]
public sealed class Feed_quality : EndToEnd, IAsyncLifetime
{
    private readonly ServiceProcess ingestion;
    private readonly ServiceProcess query;

    public Feed_quality(Platform platform)
        : base(platform)
    {
        (string, string)[] polling = [("EventStore__Url", Platform.EventStore.Address.ToString()),
            ("EventStore__Key", Keys.Of(Role.Service))];
        ingestion = new ServiceProcess("Ingestion", Platform.Workspace, polling);
        query = new ServiceProcess("Query", Platform.Workspace, polling);
    }

    public async ValueTask InitializeAsync() => await Task.WhenAll(ingestion.StartReadyAsync(), query.StartReadyAsync());

    public new async ValueTask DisposeAsync()
    {
        await ingestion.DisposeAsync();
        await query.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Counts_what_was_taken_and_names_what_was_refused_and_who_contradicts_it()
    {
        using var one = await FeedAsync("quality-one");
        using var other = await FeedAsync("quality-other");
        await PostAsync(one, Round("quality-one", "a", 1_000_000), Round("quality-one", "a", 1_000_000), "no JSON",
            """{"specversion":"1.0","id":"b","source":"/feeds/quality-one","type":"FundingRaised","data":{"company":{"name":"X"},"status":"announced","round":"seed","on":"2020","amount":{"amount":1,"currency":"Euro"}}}""");
        await PostAsync(one, """{"specversion":"1.0","id":"c\u0000","source":"/feeds/quality-other","type":"FundingRaised","data":{}}""");
        await PostAsync(other, Round("quality-other", "a", 5_000_000));

        var quality = await Eventually.Get("all outcomes are counted", () => QualityAsync(one, "quality-one"), seen =>
            (long)seen["errors"]! >= 3 && (long?)seen["accepted"]?["accepted"] == 2
                && (long)seen["facts"]! == 1 && (long)seen["contradicted"]! + (long)seen["facts"]! >= 1);

        var accepted = quality["accepted"]!;
        ((long)accepted["stored"]!, (long)accepted["duplicate"]!, (long)accepted["missing"]!).ShouldBe((1, 1, 0));
        quality["sources"]!.AsArray().Select(source => (string)source!).ShouldBe(["/feeds/quality-one"]);
        quality["reasons"]!.AsArray().Select(reason => (string)reason!["pointer"]!).ShouldContain("/data/amount/currency");
        var example = quality["examples"]!.AsArray().Single(refused => (string?)refused!["id"] == "b")!;
        ((string)example["type"]!, (long)example["line"]!).ShouldBe(("FundingRaised", 4));
        var contradicted = (long)quality["contradicted"]! + (long)(await QualityAsync(other, "quality-other"))["contradicted"]!;
        contradicted.ShouldBe(1); // only one of the two amounts is shown
    }

    [Fact]
    public async Task A_dry_run_counts_nothing_and_the_counts_survive_a_restart_of_both()
    {
        using var feed = await FeedAsync("quality-lasting");
        await PostAsync(feed, "no JSON");
        using var dry = await feed.PostAsync(new Uri(ingestion.Address, "/v1/events?dryRun=true"), Events.Lines(["no JSON", "nor this"]));
        await Eventually.Be("the first refusal is counted",
            async () => (long)(await QualityAsync(feed, "quality-lasting"))["errors"]! == 1);

        await Platform.EventStore.KillAsync();
        await PostAsync(feed, "no JSON", "no JSON");
        await Platform.EventStore.StartReadyAsync();
        await Eventually.Be("the other refusals are counted, once",
            async () => (long)(await QualityAsync(feed, "quality-lasting"))["errors"]! == 3);

        (await QualityAsync(feed, "quality-lasting"))["examples"]!.AsArray().Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_feed_sees_its_own_only()
    {
        using var feed = await FeedAsync("quality-own");
        await FeedAsync("quality-foreign");

        (await GetAsync(feed, "quality-foreign")).ShouldBe(HttpStatusCode.Forbidden);
        using var reader = query.Client(Role.Read);
        (await GetAsync(reader, "quality-foreign")).ShouldBe(HttpStatusCode.OK);
        (await GetAsync(reader, "nobody")).ShouldBe(HttpStatusCode.NotFound);
    }

    private static string Round(string feed, string id, decimal amount) =>
        Events.Funding("Quality", id, amount, $"/feeds/{feed}").ToJsonString();

    private async Task<HttpClient> FeedAsync(string name)
    {
        using var ops = Platform.EventStore.Client(Role.Ops);
        using var made = await ops.PostAsJsonAsync(
            new Uri("/v1/feeds", UriKind.Relative), new { name, sourcePrefix = $"/feeds/{name}", trust = 5 });
        made.StatusCode.ShouldBe(HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
        using var issued = await ops.PostAsync(new Uri($"/v1/feeds/{name}/keys", UriKind.Relative), null);
        var key = (string)(await issued.JsonAsync())["key"]!;
        var http = new HttpClient { BaseAddress = query.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        await Eventually.Be("Query knows the feed", async () => await GetAsync(http, name) == HttpStatusCode.OK);
        await Eventually.Be("Ingestion knows the feed", async () =>
        {
            using var dry = await http.PostAsync(new Uri(ingestion.Address, "/v1/events?dryRun=true"), Events.Lines(Array.Empty<string>()));
            return dry.StatusCode == HttpStatusCode.OK;
        });
        return http;
    }

    private async Task PostAsync(HttpClient feed, params string[] lines)
    {
        using var answer = await feed.PostAsync(new Uri(ingestion.Address, "/v1/events"), Events.Lines(lines));
        ((int)answer.StatusCode).ShouldBeLessThan(500);
    }

    private static async Task<HttpStatusCode> GetAsync(HttpClient reader, string feed)
    {
        using var answer = await reader.GetAsync(new Uri($"/v1/feeds/{feed}/quality", UriKind.Relative));
        return answer.StatusCode;
    }

    private static async Task<JsonNode> QualityAsync(HttpClient reader, string feed) =>
        JsonNode.Parse(await reader.GetStringAsync(new Uri($"/v1/feeds/{feed}/quality", UriKind.Relative)))!;
}
