using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.Http;

/// <summary>Ingestion accepts every example of a request in its OpenAPI document, and refuses requests as documented.</summary>
[Trait("Servers", "any")]
public sealed class Documented_requests(RunningIngestion ingestion) : IClassFixture<RunningIngestion>
{
    [Theory]
    [InlineData("application/cloudevents+json", 7)]
    [InlineData("application/cloudevents-batch+json", 1)]
    [InlineData("application/x-ndjson", 1)]
    [InlineData("application/json", 1)]
    public async Task Every_example_of_a_post_is_taken_and_answered_as_documented(string mediaType, int count)
    {
        var (api, post) = await PostAsync();
        var examples = Examples(post.Node["requestBody"]!["content"]![mediaType]!).ToList();

        examples.Count.ShouldBe(count);
        foreach (var example in examples)
        {
            using var answer = await SendAsync(example, mediaType);
            answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
            var taken = await answer.JsonAsync();
            taken["refused"]!.AsArray().ShouldBeEmpty();
            api.Schemas.Wrong(taken, post.Answer(202)["content"]!["application/json"]!["schema"]!).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Every_example_of_an_event_is_as_the_schema_of_its_type_says()
    {
        var (api, post) = await PostAsync();

        foreach (var example in Examples(post.Node["requestBody"]!["content"]!["application/cloudevents+json"]!))
            api.Schemas.Wrong(example["data"], api.Document["components"]!["schemas"]![(string)example["type"]!]!).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_schemas_are_those_that_are_served_by_type()
    {
        var (api, _) = await PostAsync();
        foreach (var (type, _) in JsonNode.Parse(await ingestion.Feed.GetStringAsync(new Uri("/v1/schemas", UriKind.Relative)))!.AsObject())
        {
            var served = JsonNode.Parse(await ingestion.Feed.GetStringAsync(new Uri($"/v1/schemas/{type}", UriKind.Relative)))!;
            var documented = api.Document["components"]!["schemas"]![type]!;

            Names(documented["properties"]!).ShouldBe(Names(served["properties"]!), ignoreOrder: true, type);
            documented["required"]?.AsArray().Select(name => (string)name!)
                .ShouldBe(served["required"]!.AsArray().Select(name => (string)name!), ignoreOrder: true, type);
        }
    }

    [Theory]
    [InlineData("application/cloudevents+json", "{}", HttpStatusCode.BadRequest)]
    [InlineData("application/x-ndjson", "{}", HttpStatusCode.BadRequest)]
    [InlineData("text/plain", "hello", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/cloudevents+json",
        """{"specversion":"1.0","id":"1","source":"/feeds/tests","type":"Nonsense","data":{}}""", HttpStatusCode.UnprocessableEntity)]
    public async Task Every_refusal_is_documented(string mediaType, string body, HttpStatusCode expected)
    {
        var (_, post) = await PostAsync();

        using var answer = await ingestion.Feed.PostEventsAsync(Events.Content(body, mediaType));

        answer.StatusCode.ShouldBe(expected);
        var title = (string)(await answer.JsonAsync())["title"]!;
        post.Refusal((int)expected, title).ShouldNotBeNull(title);
    }

    [Fact]
    public async Task What_ends_too_early_is_refused_as_documented()
    {
        var (_, post) = await PostAsync();
        using var connection = new TcpClient("127.0.0.1", ingestion.Service.Address.Port);
        await using var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /v1/events HTTP/1.1\r\nHost: ingestion\r\nAuthorization: Bearer {Keys.Of(Role.Feed)}\r\nContent-Type: application/x-ndjson\r\n"
            + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\nno size\r\n"));

        var answer = await new StreamReader(stream).ReadToEndAsync();

        answer.ShouldStartWith("HTTP/1.1 400");
        answer.ShouldContain("The request cannot be read");
        post.Refusal(400, "The request cannot be read").ShouldNotBeNull();
    }

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Headers_that_say_when_to_come_back_are_documented(int status)
    {
        var (_, post) = await PostAsync();

        post.Answer(status)["headers"]!.AsObject().Select(header => header.Key).ShouldBe(["Retry-After", "RateLimit"], ignoreOrder: true);
    }

    [Fact]
    public async Task The_page_loads_nothing_from_elsewhere()
    {
        using var anyone = ingestion.ClientOf(null);

        var page = await anyone.GetStringAsync(new Uri("/v1/docs/", UriKind.Relative));
        using var script = await anyone.GetAsync(new Uri("/v1/docs/scalar.js", UriKind.Relative));

        page.ShouldContain("src=\"scalar.js\"");
        page.ShouldNotContain("://");
        script.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<(ApiDescription Api, Operation Post)> PostAsync()
    {
        var api = await ApiDescription.OfAsync(ingestion.Service);
        return (api, api.At("post", "/v1/events"));
    }

    private async Task<HttpResponseMessage> SendAsync(JsonNode example, string mediaType)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/events");
        request.Content = Events.Content(example is JsonValue text ? (string)text! : example.ToJsonString(), mediaType);
        if (mediaType == "application/json")
        {
            foreach (var (attribute, value) in new[]
                { ("specversion", "1.0"), ("id", "binary@1"), ("source", Events.Feed), ("type", "FundingRaised") })
                request.Headers.Add($"ce-{attribute}", value);
        }

        return await ingestion.Feed.SendAsync(request);
    }

    private static IEnumerable<JsonNode> Examples(JsonNode content) =>
        content["example"] is { } one ? [one] : content["examples"]!.AsObject().Select(example => example.Value!["value"]!);

    private static IEnumerable<string> Names(JsonNode properties) => properties.AsObject().Select(property => property.Key);
}
