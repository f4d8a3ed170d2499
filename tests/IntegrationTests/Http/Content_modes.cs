using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.Http;

/// <summary>CloudEvents over HTTP: structured, binary and batched.</summary>
[Trait("Servers", "any")]
public sealed class Content_modes(RunningIngestion ingestion) : IClassFixture<RunningIngestion>
{
    [Fact]
    public async Task Binary_mode_takes_attributes_from_headers_and_data_from_the_body()
    {
        var cloudEvent = Events.Funding("Acme", "binary-1");
        using var content = Events.Content(cloudEvent["data"]!.ToJsonString(), "application/json");
        foreach (var name in (string[])["specversion", "id", "source", "type"])
            content.Headers.Add($"ce-{name}", (string)cloudEvent[name]!);
        content.Headers.Add("ce-recordkey", "caf%C3%A9");

        using var answer = await ingestion.Feed.PostEventsAsync(content);

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await ingestion.Workspace.TakeQueuedAsync()).ShouldHaveSingleItem().ShouldBe(["binary-1"]);
    }

    [Fact]
    public async Task The_same_event_has_the_same_content_in_every_mode()
    {
        var cloudEvent = Events.Funding("Acme", "modes-1");
        using var binary = Events.Content(cloudEvent["data"]!.ToJsonString(), "application/json");
        foreach (var name in (string[])["specversion", "id", "source", "type"]) binary.Headers.Add($"ce-{name}", (string)cloudEvent[name]!);
        using var batch = Events.Content($"[{cloudEvent.ToJsonString()}]", "application/cloudevents-batch+json");
        using var structured = Events.One(cloudEvent);
        using var lines = Events.Lines([cloudEvent]);

        var hashes = new List<string>();
        foreach (var content in (HttpContent[])[binary, batch, structured, lines])
        {
            using var answer = await ingestion.Feed.PostEventsAsync(content);
            var receipt = (string)(await answer.JsonAsync())["receipts"]![0]!;
            hashes.Add(receipt[receipt.IndexOf("hash=", StringComparison.Ordinal)..receipt.IndexOf("&event", StringComparison.Ordinal)]);
        }

        hashes.Distinct().ShouldHaveSingleItem();
        await ingestion.Workspace.TakeQueuedAsync();
    }

    [Fact]
    public async Task A_batch_takes_the_good_and_names_the_others_by_number()
    {
        var batch = new JsonArray(
            Events.Funding("Acme", "batch-1"), new JsonObject { ["id"] = "batch-2" }, Events.Funding("Acme", "batch-3"));

        using var answer = await ingestion.Feed.PostEventsAsync(Events.Content(batch.ToJsonString(), "application/cloudevents-batch+json"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        ((int)(await answer.JsonAsync())["refused"]!.AsArray().ShouldHaveSingleItem()!["line"]!).ShouldBe(2);
        (await ingestion.Workspace.TakeQueuedAsync()).SelectMany(chunk => chunk).ShouldBe(["batch-1", "batch-3"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_batch_of_no_events_is_taken()
    {
        using var answer = await ingestion.Feed.PostEventsAsync(Events.Content("[]", "application/cloudevents-batch+json"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        ((int)(await answer.JsonAsync())["accepted"]!).ShouldBe(0);
    }

    [Theory]
    [InlineData("application/cloudevents+json", false)]
    [InlineData("application/cloudevents-batch+json", true)]
    public async Task A_byte_order_mark_is_passed_over(string mediaType, bool isBatch)
    {
        var json = Events.Funding("Acme", $"mark {mediaType}").ToJsonString();

        using var answer = await ingestion.Feed.PostEventsAsync(Events.Content(isBatch ? $"\uFEFF[{json}]" : $"\uFEFF{json}", mediaType));

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await ingestion.Workspace.TakeQueuedAsync();
    }

    [Theory]
    [InlineData(",\"recordkey\":\"injected\"", "ce-id", "splice-1", "/data")]
    [InlineData("", "ce-id", "bad%FFx", "/id")]
    [InlineData("", "ce-datacontenttype", "application/json", "/datacontenttype")]
    public async Task What_is_not_binary_mode_to_the_letter_is_refused(string after, string header, string value, string pointer)
    {
        var cloudEvent = Events.Funding("Acme", "letter-1");
        using var content = Events.Content(cloudEvent["data"]!.ToJsonString() + after, "application/json");
        foreach (var name in ((string[])["specversion", "id", "source", "type"]).Where(name => $"ce-{name}" != header))
            content.Headers.Add($"ce-{name}", (string)cloudEvent[name]!);
        content.Headers.Add(header, value);

        using var answer = await ingestion.Feed.PostEventsAsync(content);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.JsonAsync())["errors"]!.AsArray().ShouldHaveSingleItem()!["pointer"]!.ToString().ShouldBe(pointer);
    }

    [Fact]
    public async Task An_unknown_type_is_answered_with_the_known_ones()
    {
        var cloudEvent = Events.Funding("Acme", "unknown-1");
        cloudEvent["type"] = "CompanyFounded";

        using var answer = await ingestion.Feed.PostEventsAsync(Events.One(cloudEvent));

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        ((string)(await answer.JsonAsync())["errors"]![0]!["detail"]!).ShouldContain("FundingRaised");
    }

    public static TheoryData<string, string> Scenarios =>
        [.. Conformance.HttpBinding().Select(request => (request.ContentType, request.Text))];

    /// <summary>Ingestion reads the requests of CloudEvents' conformance suite completely: only their type is unknown to it.</summary>
    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Requests_of_the_conformance_suite_are_read(string contentType, string request)
    {
        var (headers, body) = Conformance.Split(request);
        using var content = Events.Content(body, "text/plain");
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        foreach (var (name, value) in headers.Where(header => header.Name.StartsWith("ce-", StringComparison.Ordinal)))
            content.Headers.Add(name, value);

        using var answer = await ingestion.Feed.PostEventsAsync(content);

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.JsonAsync())["errors"]!.AsArray().ShouldHaveSingleItem()!["pointer"]!.ToString().ShouldBe("/type");
    }
}
