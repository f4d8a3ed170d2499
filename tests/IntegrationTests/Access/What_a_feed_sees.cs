using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.Access;

/// <summary>A feed's key reads the receipts of its own reports, and nothing about other feeds.</summary>
[Trait("Servers", "any")]
public sealed class What_a_feed_sees(RunningWriteSide services) : IClassFixture<RunningWriteSide>
{
    [Fact]
    public async Task A_feed_key_reads_only_receipts_of_its_own_sources()
    {
        await using var query = new ServiceProcess("Query", services.Workspace,
            ("EventStore__Url", services.EventStore.Address.ToString()), ("EventStore__Key", Keys.Of(Role.Service)));
        await using var projections = new ServiceProcess("Projections", services.Workspace);
        await Task.WhenAll(query.StartReadyAsync(), projections.StartReadyAsync());
        using var own = await FeedAsync("seeing", query);
        using var ops = query.Client(Role.Ops);
        using var post = services.Ingestion.Client(Role.Feed);
        foreach (var source in (string[])["/feeds/seeing", "/feeds/seeing/below", "/feeds/seeing-not"])
        {
            using var posted = await post.PostEventsAsync(Events.One(Events.Funding("Seen", "seen-1", source: source)));
            posted.StatusCode.ShouldBe(HttpStatusCode.Accepted);
            (await StatusAsync(ops, source)).ShouldBe(HttpStatusCode.OK);
        }

        await Eventually.Get("the key is known", () => StatusAsync(own, "/feeds/seeing"), status => status == HttpStatusCode.OK);
        (await StatusAsync(own, "/feeds/seeing/below")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(own, "/feeds/seeing-not")).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(own, "/feeds/never-posted")).ShouldBe(HttpStatusCode.Forbidden);
        foreach (var path in (string[])["/v1/records?source=/feeds/seeing-not", "/v1/events", "/v1/facts", "/v1/companies"])
        {
            using var refused = await own.GetAsync(new Uri(path, UriKind.Relative));
            refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
        }
    }

    private async Task<HttpClient> FeedAsync(string name, ServiceProcess query)
    {
        using var made = await services.Ops.PostAsJsonAsync("/v1/feeds", new Feed(name, $"/feeds/{name}", 1, null, null));
        made.StatusCode.ShouldBe(HttpStatusCode.Created);
        using var given = await services.Ops.PostAsync(new Uri($"/v1/feeds/{name}/keys", UriKind.Relative), null);
        var http = query.Client(null);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)(await given.JsonAsync())["key"]!);
        return http;
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, string source)
    {
        using var answer = await http.GetAsync(new Uri($"/v1/receipts?source={source}&id=seen-1&wait=20", UriKind.Relative));
        return answer.StatusCode;
    }
}
