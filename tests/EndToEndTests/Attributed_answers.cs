using System.Net.Http.Json;
using System.Text.Json.Nodes;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests;

/// <summary>Answers name the feeds whose reports they show or add up, and no others.</summary>
[Trait("Servers", "any")]
public sealed class Attributed_answers(Platform platform) : EndToEnd(platform), IAsyncLifetime
{
    private static readonly string[] Feeds = ["one", "two", "silent"];

    private static readonly (string Path, string Feeds)[] Expected =
    [
        ("/v1/companies?search=attributed", "one two"),
        ("/v1/companies/attributed-a", "one two"),
        ("/v1/companies/attributed-b", "two"),
        ("/v1/companies/attributed-b/history", "two"),
        ("/v1/facts?company=attributed-a&type=FundingRaised", "one"),
        ("/v1/facts?company=nobody", ""),
        ("/v1/funding/totals", "one two"),
        ("/v1/funding/totals?limit=1", "two"),
        ("/v1/funding/totals?currency=USD", "one"),
        ("/v1/funding/totals?key=attributed-a", "one"),
        ("/v1/funding/totals?groupBy=investor&key=backer-b", "two"),
        ("/v1/funding/totals?groupBy=year&key=2019", "one"),
        ("/v1/funding/totals?groupBy=round&asOf=2019-12-31", "one"),
        ("/v1/funding/totals?key=nobody", ""),
        ("/v1/investors/backer-a", "one"),
        ("/v1/plants", "two"),
        ("/v1/plants/counts", "two"),
        ("/v1/plants/counts?country=GB", ""),
        ("/v1/explain?key=attributed-a&currency=USD", "one"),
        ("/v1/shipments/series?company=attributed-a", "one"),
        ("/v1/promises?company=attributed-a", "one two"),
        ("/v1/promises?company=attributed-a&asOf=2018-06-30", "two"),
        ("/v1/records?source=/feeds/one", "one"),
    ];

    private ServiceProcess query = null!;
    private HttpClient reader = null!;

    public async ValueTask InitializeAsync()
    {
        using var ops = Platform.EventStore.Client(Role.Ops);
        foreach (var feed in Feeds)
        {
            using var made = await ops.PostAsJsonAsync(new Uri("/v1/feeds", UriKind.Relative), new
            {
                name = feed, sourcePrefix = $"/feeds/{feed}", trust = 1, licence = $"LICENCE-{feed}",
                attribution = $"Data \"by\" {feed} é"
            });
        }

        await PostAsync("one", "round-a", "FundingRaised",
            """{"company":{"name":"Attributed A"},"round":"seed","on":"2019","status":"announced","amount":{"amount":5,"currency":"USD"},"investors":[{"party":{"name":"Backer A","kind":"organisation"}}]}""");
        await PostAsync("two", "round-b", "FundingRaised",
            """{"company":{"name":"Attributed B"},"round":"series-a","on":"2020","status":"announced","amount":{"amount":5,"currency":"EUR"},"investors":[{"party":{"name":"Backer B","kind":"organisation"}}]}""");
        await PostAsync("two", "plant", "PlantOpened",
            """{"company":{"name":"Attributed B"},"plant":"Attributed Works","status":"planned","on":"2019","location":{"country":"FR"}}""");
        await PostAsync("one", "units", "ProductShipped",
            """{"company":{"name":"Attributed A"},"product":"P","measure":"cumulative","units":3,"asOf":"2019","basis":"shipped","status":"actual"}""");
        await PostAsync("two", "promise", "ProductAnnounced",
            """{"company":{"name":"Attributed A"},"product":"P","milestone":"launch","expected":"2018"}""");
        await Platform.AreReadableAsync(5 + Feeds.Length);
        query = new ServiceProcess("Query", Platform.Workspace,
            ("EventStore__Url", Platform.EventStore.Address.ToString()), ("EventStore__Key", Keys.Of(Role.Service)));
        await query.StartReadyAsync();
        reader = query.Client(Role.Read);
        await Eventually.Be("Query knows the feeds", async () => (await FeedsAsync("/v1/funding/totals")).Count == 2);
    }

    [Fact]
    public async Task Name_the_feeds_whose_reports_they_show_or_add_up()
    {
        foreach (var (path, feeds) in Expected) string.Join(' ', await FeedsAsync(path)).ShouldBe(feeds, path);
    }

    [Fact]
    public async Task Name_them_in_links_where_there_is_no_place_beside_the_items()
    {
        (await LinesAsync("text/csv")).ShouldSatisfyAllConditions(
            lines => lines.Count.ShouldBe(3),
            lines => lines[^1].ShouldStartWith("\"data of two | LICENCE-two | Data \"\"by\"\" two é\",\"\","));
        (await LinesAsync("application/x-ndjson")).Count.ShouldBe(1);
    }

    public new async ValueTask DisposeAsync()
    {
        reader.Dispose();
        await query.DisposeAsync();
        await base.DisposeAsync();
    }

    private async Task<List<string>> LinesAsync(string mediaType)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/facts?company=attributed-b&limit=1")
        {
            Headers = { { "Accept", mediaType } }
        };
        using var answer = await reader.SendAsync(request);

        answer.Content.Headers.ContentType!.MediaType.ShouldBe(mediaType);
        var links = answer.Headers.GetValues("Link").ToList();
        links.Single(link => link.EndsWith("rel=\"next\"", StringComparison.Ordinal)).ShouldContain("knownAt=");
        links.Single(link => link.Contains("rel=\"license\"", StringComparison.Ordinal))
            .ShouldBe("<#two>; rel=\"license\"; title*=UTF-8''data%20of%20two%20%7C%20LICENCE-two%20%7C%20Data%20%22by%22%20two%20%C3%A9");
        return [.. (await answer.Content.ReadAsStringAsync()).Trim().Split('\n')];
    }

    private async Task<List<string>> FeedsAsync(string path) =>
        [.. JsonNode.Parse(await reader.GetStringAsync(new Uri(path, UriKind.Relative)))!["attributions"]!.AsArray()
            .Select(one => (string)one!["feed"]!)];

    private Task PostAsync(string feed, string id, string type, string data) => Platform.PostAsync(Events.One(new JsonObject
    {
        ["specversion"] = "1.0", ["id"] = id, ["source"] = $"/feeds/{feed}",
        ["type"] = type, ["recordkey"] = id, ["data"] = JsonNode.Parse(data),
    }));
}
