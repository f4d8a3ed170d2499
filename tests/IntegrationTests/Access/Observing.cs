using System.Net;
using System.Text.Json.Nodes;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.Access;

/// <summary>An observer sees what ops see, except the content of reports, and cannot change anything.</summary>
[Trait("Servers", "any")]
public sealed class Observing(RunningWriteSide services) : IClassFixture<RunningWriteSide>
{
    [Fact]
    public async Task Dead_letters_are_shown_without_their_content()
    {
        await services.Workspace.RefuseAsync("observed");
        using (var feed = services.Ingestion.Client(Role.Feed))
            await feed.PostEventsAsync(Events.One(Events.Funding("Secret Inc.", "observed-1")));
        using var observer = services.EventStore.Client(Role.Observer);
        var waiting = new Uri("/v1/dead-letters?state=waiting", UriKind.Relative);
        var listed = await Eventually.Get("the dead letter is listed",
            () => observer.GetStringAsync(waiting), text => text.Contains("observed-1", StringComparison.Ordinal));

        var id = JsonNode.Parse(listed)!["items"]![0]!["id"]!;
        var one = await observer.GetStringAsync(new Uri($"/v1/dead-letters/{id}", UriKind.Relative));
        using var all = await services.Ops.GetAsync(new Uri($"/v1/dead-letters/{id}", UriKind.Relative));

        foreach (var seen in (string[])[listed, one])
        {
            seen.ShouldContain("\"payload\":\"hidden\"");
            seen.ShouldNotContain("Secret Inc.");
        }

        (await all.Content.ReadAsStringAsync()).ShouldContain("Secret Inc.");
    }

    [Theory]
    [InlineData("/v1/queues")]
    [InlineData("/v1/feeds")]
    [InlineData("/v1/keys")]
    [InlineData("/v1/audit")]
    [InlineData("/v1/maintenance")]
    [InlineData("/v1/dead-letters/groups")]
    public async Task What_ops_look_at_is_shown(string path)
    {
        using var observer = services.EventStore.Client(Role.Observer);
        using var answer = await observer.GetAsync(new Uri(path, UriKind.Relative));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("PUT", "/v1/maintenance")]
    [InlineData("PUT", "/v1/feeds/press")]
    [InlineData("POST", "/v1/keys")]
    [InlineData("POST", "/v1/dead-letters/redrive")]
    [InlineData("POST", "/v1/dead-letters/archive")]
    public async Task Nothing_can_be_changed(string method, string path)
    {
        using var observer = services.EventStore.Client(Role.Observer);
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = Events.Content("{}", "application/json") };
        using var answer = await observer.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }
}
