using System.Net;
using System.Text;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.Http;

[Trait("Servers", "any")]
public sealed class Posting_lines(RunningIngestion ingestion) : IClassFixture<RunningIngestion>
{
    private const int Many = 20_000;

    [Fact]
    public async Task Good_lines_are_taken_and_each_refused_one_is_named_by_its_number()
    {
        using var answer = await ingestion.Feed.PostEventsAsync(Events.Lines(
            [Line("mixed-1"), "", "no JSON", Line("mixed-2"), """{"specversion": "1.0"}""", Line("mixed-3") + "\r"]));

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var told = await answer.JsonAsync();
        ((int)told["accepted"]!).ShouldBe(3);
        told["refused"]!.AsArray().Select(line => (int)line!["line"]!).ShouldBe([3, 5]);
        told["refused"]![1]!["errors"]!.AsArray().Select(error => (string)error!["pointer"]!)
            .ShouldBe(["/type", "/source", "/id", "/data"], ignoreOrder: true);
        (await TakenAsync()).ShouldBe(["mixed-1", "mixed-2", "mixed-3"]);
    }

    [Fact]
    public async Task A_dry_run_answers_what_would_be_taken_and_refused_and_sends_nothing()
    {
        using var some = await PostAsync("dryRun=true", Line("dry-1"), "no JSON", Line("dry-2"));
        using var none = await PostAsync("dryRun=true", "no JSON");
        using var mistaken = await PostAsync("dryRun=yes", Line("dry-3"));
        using var misspelt = await PostAsync("dryrnu=true", Line("dry-4"));

        some.StatusCode.ShouldBe(HttpStatusCode.OK);
        var told = await some.JsonAsync();
        ((int)told["accepted"]!).ShouldBe(2);
        told["refused"]!.AsArray().Select(line => (int)line!["line"]!).ShouldBe([2]);
        none.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await none.JsonAsync())["refused"]!.AsArray().Count.ShouldBe(1);
        mistaken.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        misspelt.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await ingestion.Workspace.QueuedAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_body_without_a_good_line_is_refused()
    {
        using var answer = await ingestion.Feed.PostEventsAsync(Events.Lines(["1", "2"]));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.JsonAsync())["refused"]!.AsArray().Count.ShouldBe(2);
        (await ingestion.Workspace.QueuedAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Reading_stops_after_too_many_refused_lines_and_what_was_taken_stays_taken()
    {
        using var answer = await ingestion.Feed.PostEventsAsync(
            Events.Lines([Line("before"), .. Enumerable.Repeat("no JSON", 10_001), Line("after")]));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var told = await answer.JsonAsync();
        ((int)told["accepted"]!).ShouldBe(1);
        ((string)told["detail"]!).ShouldContain("line 10001");
        (await TakenAsync()).ShouldBe(["before"]);
    }

    [Fact]
    public async Task A_dry_run_that_stops_does_not_say_that_lines_were_taken()
    {
        using var answer = await PostAsync("dryRun=true", [Line("dry-before"), .. Enumerable.Repeat("no JSON", 10_001)]);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        ((string)(await answer.JsonAsync())["detail"]!)
            .ShouldBe("Reading stopped at line 10001. 1 lines before it would be accepted; nothing was sent.");
        (await ingestion.Workspace.QueuedAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\r\n \n")]
    [InlineData("\uFEFF\n")]
    public async Task A_body_without_events_is_taken(string body)
    {
        using var answer = await ingestion.Feed.PostEventsAsync(Events.Content(body, "application/x-ndjson"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        ((int)(await answer.JsonAsync())["accepted"]!).ShouldBe(0);
    }

    [Fact]
    public async Task A_byte_order_mark_loses_no_event()
    {
        using var answer = await ingestion.Feed.PostEventsAsync(
            Events.Content($"\uFEFF{Line("mark-1")}\n{Line("mark-2")}\n\uFEFF{Line("mark-3")}", "application/x-ndjson"));

        ((int)(await answer.JsonAsync())["accepted"]!).ShouldBe(3);
        (await TakenAsync()).ShouldBe(["mark-1", "mark-2", "mark-3"]);
    }

    [Fact]
    public async Task UTF_16_is_refused_at_its_first_line()
    {
        using var content = new ByteArrayContent(
            [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes($"{Line("wide-1")}\n{Line("wide-2")}\n")]);
        content.Headers.ContentType = new("application/x-ndjson");

        using var answer = await ingestion.Feed.PostEventsAsync(content);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        ((string)(await answer.JsonAsync())["errors"]!.AsArray().ShouldHaveSingleItem()!["detail"]!).ShouldContain("send UTF-8");
    }

    [Fact]
    public async Task A_line_that_is_too_long_is_refused_and_the_others_are_taken()
    {
        using var answer = await ingestion.Feed.PostEventsAsync(Events.Lines([Line("long-1"), new string('x', 1_000_000), Line("long-3")]));

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var refused = (await answer.JsonAsync())["refused"]!.AsArray().ShouldHaveSingleItem()!;
        ((int)refused["line"]!).ShouldBe(2);
        ((string)refused["errors"]![0]!["detail"]!).ShouldContain("262144 bytes");
        (await TakenAsync()).ShouldBe(["long-1", "long-3"]);
    }

    [Fact]
    public async Task A_long_upload_is_published_while_it_is_still_being_sent()
    {
        var firstHalfSeen = false;
        using var answer = await ingestion.Feed.PostEventsAsync(new Upload(async body =>
        {
            await WriteAsync(body, 0, Many / 2);
            await Eventually.Be("the first half is in the queues", async () => firstHalfSeen = await ingestion.Workspace.QueuedAsync() > 0);
            await WriteAsync(body, Many / 2, Many / 2);
        }));

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        ((int)(await answer.JsonAsync())["accepted"]!).ShouldBe(Many);
        firstHalfSeen.ShouldBeTrue();
        var chunks = await ingestion.Workspace.TakeQueuedAsync();
        chunks.ShouldAllBe(chunk => chunk.Count <= 500);
        chunks.SelectMany(ids => ids)
            .ShouldBe(Enumerable.Range(0, Many).Select(number => $"{number}"), "one company has one partition, which keeps the order");
    }

    private Task<HttpResponseMessage> PostAsync(string query, params string[] lines) =>
        ingestion.Feed.PostAsync(new Uri($"/v1/events?{query}", UriKind.Relative), Events.Lines(lines));

    private static string Line(string id) => Events.Funding("Lines Ltd", id).ToJsonString();

    private static async Task WriteAsync(Stream body, int first, int count)
    {
        var lines = new StringBuilder();
        foreach (var id in Enumerable.Range(first, count)) lines.Append(Line($"{id}")).Append('\n');
        await body.WriteAsync(Encoding.UTF8.GetBytes(lines.ToString()));
        await body.FlushAsync();
    }

    private async Task<IEnumerable<string>> TakenAsync() => (await ingestion.Workspace.TakeQueuedAsync()).SelectMany(ids => ids);
}
