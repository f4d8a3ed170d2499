using System.Net;
using System.Text.Json.Nodes;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.Http;

public sealed class Posting_one_event(RunningIngestion ingestion) : IClassFixture<RunningIngestion>
{
    public static TheoryData<string, string, string?> WrongFields => new()
    {
        { "/specversion", "/specversion", "\"0.3\"" },
        { "/id", "/id", null },
        { "/source", "/source", "\"not a URI\"" },
        { "/time", "/time", "\"yesterday\"" },
        { "/datacontenttype", "/datacontenttype", "\"text/xml\"" },
        { "/data", "/data", null },
        { "/data/company", "/data/company/name", "{}" },
        { "/data/company/name", "/data/company/name", "\"!!!\"" },
        { "/data/company/country", "/data/company/country", "\"China\"" },
        { "/data/amount/amount", "/data/amount/amount", "\"400\"" },
        { "/data/amount/amount", "/data/amount/amount", "1234567890123456789" },
        { "/data/amount/currency", "/data/amount/currency", "\"usd\"" },
        { "/data/round", "/data/round", "\"series-zz\"" },
        { "/data/on", "/data/on", "\"soon\"" },
        { "/data/investors", "/data/investors/0/party/kind", """[{"party": {"name": "A"}}]""" },
        { "/data/remark", "/data/remark", "\"a\\u0000b\"" },
        { "/data/evidence", "/data/evidence/confidence", """{"confidence": 2}""" },
    };

    [Fact]
    public async Task It_is_taken_once_it_is_in_the_queue()
    {
        using var answer = await ingestion.Feed.PostEventsAsync(Events.One(Events.Funding("Acme", "one-1")));

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var told = await answer.JsonAsync();
        ((int)told["accepted"]!, told["refused"]!.AsArray().Count).ShouldBe((1, 0));
        told["receipts"]!.AsArray().ShouldHaveSingleItem()!.ToString().ShouldStartWith("/v1/receipts?source=");
        (await ingestion.Workspace.TakeQueuedAsync()).ShouldHaveSingleItem().ShouldBe(["one-1"]);
    }

    [Theory]
    [MemberData(nameof(WrongFields))]
    public async Task A_wrong_field_is_named_by_its_pointer_and_nothing_is_taken(string change, string pointer, string? json)
    {
        var cloudEvent = Events.Funding("Acme", "wrong");
        Set(cloudEvent, change, json);

        var errors = await RefusedAsync(cloudEvent.ToJsonString());

        errors.ShouldHaveSingleItem().Pointer.ShouldBe(pointer);
        errors[0].Detail.ShouldNotBeEmpty();
        (await ingestion.Workspace.QueuedAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task All_wrong_fields_are_named_at_once()
    {
        var cloudEvent = Events.Funding("Acme", "wrong");
        foreach (var pointer in (string[])["/data/round", "/data/on", "/data/amount/currency"]) Set(cloudEvent, pointer, "\"?\"");

        var errors = await RefusedAsync(cloudEvent.ToJsonString());

        errors.Select(error => error.Pointer).ShouldBe(["/data/round", "/data/on", "/data/amount/currency"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{} {}")]
    [InlineData("""{"id": "1", "id": "2"}""")]
    public async Task What_is_no_JSON_event_is_refused(string body)
    {
        (await RefusedAsync(body)).ShouldNotBeEmpty();
        (await ingestion.Workspace.QueuedAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task An_event_that_is_too_large_is_refused_with_the_limit()
    {
        var cloudEvent = Events.Funding("Acme", "large");
        cloudEvent["data"]!["remark"] = new string('x', 300_000);

        using var answer = await ingestion.Feed.PostEventsAsync(Events.One(cloudEvent));

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        ((string)(await answer.JsonAsync())["detail"]!).ShouldContain("262144 bytes");
    }

    private static void Set(JsonObject cloudEvent, string pointer, string? json)
    {
        var steps = pointer.Split('/')[1..];
        var parent = steps[..^1].Aggregate((JsonNode)cloudEvent, (node, step) => node[step]!).AsObject();
        if (json is null) parent.Remove(steps[^1]);
        else parent[steps[^1]] = JsonNode.Parse(json);
    }

    private async Task<List<(string Pointer, string Detail)>> RefusedAsync(string body)
    {
        using var answer = await ingestion.Feed.PostEventsAsync(Events.Content(body, "application/cloudevents+json"));
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        return [.. (await answer.JsonAsync())["errors"]!.AsArray().Select(error => ((string)error!["pointer"]!, (string)error["detail"]!))];
    }
}
