using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.Access;

/// <summary>A request with an ops key that several people share can name the person, as the dashboard does.</summary>
[Trait("Servers", "any")]
public sealed class Named_persons(RunningWriteSide services) : IClassFixture<RunningWriteSide>
{
    private const string Header = "EventPlatform-Person";

    [Theory]
    [InlineData("ada", "Ada%20Lovelace", "Ada Lovelace")]
    [InlineData("utf-8", "%20J%C3%BCrgen%20%E6%9D%8E%20", "Jürgen 李")]
    [InlineData("lines", "two%0Alines", null)]
    [InlineData("zero", "%00", null)]
    [InlineData("nobody", "", null)]
    public async Task Are_in_the_audit_and_in_the_timeline(string feed, string header, string? person)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/feeds")
        {
            Headers = { { Header, header } },
            Content = Events.Content($$"""{"name": "{{feed}}", "sourcePrefix": "/feeds/{{feed}}", "trust": 1}""", "application/json"),
        };

        using var created = await services.Ops.SendAsync(request);

        created.StatusCode.ShouldBe(HttpStatusCode.Created);
        foreach (var list in (string[])["/v1/audit", "/v1/timeline"])
        {
            var entry = (await ItemsAsync(list)).First(entry => (string?)entry["detail"]!["name"] == feed);
            ((string)entry["who"]!, (string?)entry["person"]).ShouldBe(("tests-Ops", person));
        }
    }

    [Fact]
    public async Task Are_noted_with_what_they_declare()
    {
        using var ops = services.Ingestion.Client(Role.Ops);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/events")
        {
            Headers = { { Header, "Ada" } },
            Content = Events.Content(
                """
                {"specversion": "1.0", "id": "by-ada", "source": "/ops/tests", "type": "CompaniesMerged", "data": {"from": "ada-1", "into": "ada-2"}}
                """, "application/cloudevents+json"),
        };

        using var posted = await ops.SendAsync(request);

        posted.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var declared = await Eventually.Get("the declaration is in the audit", async () => (await ItemsAsync("/v1/audit"))
            .FirstOrDefault(entry => (string?)entry["detail"]!["id"] == "by-ada"), entry => entry is not null);
        ((string)declared!["who"]!, (string?)declared["person"]).ShouldBe(("tests-Ops", "Ada"));
        (await services.EventCtlAsync(0, "audit")).ShouldContain("tests-Ops (Ada)");
    }

    [Fact]
    public async Task Have_names_of_a_hundred_characters_at_most()
    {
        using var on = new HttpRequestMessage(HttpMethod.Put, "/v1/maintenance")
        {
            Headers = { { Header, new string('a', 150) } }, Content = Events.Content("""{"reason": "a test"}""", "application/json"),
        };

        using var answer = await services.Ops.SendAsync(on);
        using var off = await services.Ops.DeleteAsync(new Uri("/v1/maintenance", UriKind.Relative));

        ((string)(await answer.JsonAsync())["maintenance"]!["who"]!).ShouldBe($"tests-Ops ({new string('a', 100)})");
    }

    private async Task<IEnumerable<JsonNode>> ItemsAsync(string path) =>
        (await services.Ops.GetFromJsonAsync<JsonObject>(path))!["items"]!.AsArray().Select(item => item!);
}
