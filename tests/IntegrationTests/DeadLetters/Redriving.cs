using System.Net;
using System.Text.Json.Nodes;
using EventPlatform.IntegrationTests.Access;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.DeadLetters;

public sealed class Redriving(RunningWriteSide services) : IClassFixture<RunningWriteSide>
{
    [Fact]
    public async Task A_letter_goes_in_as_it_came_once_its_cause_is_gone()
    {
        var letter = await NewLetterAsync("cause");
        await services.Workspace.TakeAsync("cause");

        var redriven = await RedriveAsync(letter, null, HttpStatusCode.OK);

        ((string)redriven["state"]!, (long)redriven["attempts"]!, (bool)redriven["edited"]!).ShouldBe(("stored", 2, false));
        ((DateTimeOffset)redriven["lastAt"]!).ShouldBeGreaterThan((DateTimeOffset)redriven["firstAt"]!);
        (await StoredAsync("cause")).ShouldBe([$"{redriven["position"]} {letter["id"]}"]);
        (await services.Workspace.ScalarAsync<bool>(
            "select e.data = d.payload::jsonb from log.mt_events e join log.dead_letters d on d.event_id = e.id where d.id = 'cause-1'"))
            .ShouldBeTrue();
        var audited = (await ItemsAsync("/v1/audit"))
            .First(entry => (string)entry["action"]! == "dead-letter-redriven" && (string)entry["detail"]!["reportId"]! == "cause-1");
        ((string)audited["who"]!, (string)audited["origin"]!, (string)audited["detail"]!["outcome"]!)
            .ShouldBe(("tests-Ops", "127.0.0.1", "stored"));
    }

    [Fact]
    public async Task Mended_data_goes_in_as_if_the_feed_had_posted_it_and_the_letter_keeps_what_came()
    {
        var letter = await NewLetterAsync("mend");
        var data = Events.Funding("Mended", "mend-1", 1.50m)["data"]!.DeepClone();
        data["remark"] = "mended";

        var redriven = await RedriveAsync(letter, data, HttpStatusCode.OK);

        ((string)redriven["state"]!, (bool)redriven["edited"]!, (string)redriven["payload"]!)
            .ShouldBe(("stored", true, (string)letter["payload"]!));
        ((string)redriven["redrives"]![0]!["edited"]!).ShouldContain("\"amount\":1.50,");
        (await services.Workspace.ScalarAsync<string>("select stream_id from log.mt_events where data ->> 'id' = 'mend-1'"))
            .ShouldBe("company/mended");
        var posted = Events.Funding("Mended", "mend-1", 1.5m);
        posted["data"]!["remark"] = "mended";
        await PostAsync(posted);
        await PostAsync(Events.Funding("Mended", "mend-2 mended"));
        await Eventually.Be("both posts have been handled", async () =>
            await services.Workspace.ScalarAsync<long>("select count(*) from log.dead_letters where id = 'mend-2 mended'") == 1);
        (await StoredAsync("mend")).Count.ShouldBe(1, "the log knows the mended content by its hash, so the same again is a duplicate");
        (await services.Workspace.ScalarAsync<long>("select count(*) from log.dead_letters where id = 'mend-1'")).ShouldBe(1);
    }

    [Fact]
    public async Task Data_that_is_not_valid_is_refused_field_by_field_and_changes_nothing()
    {
        var letter = await NewLetterAsync("invalid");
        var data = Events.Funding("Mended", "x")["data"]!.DeepClone();
        data["amount"]!["currency"] = "dollars";
        data["round"] = "\0";

        var refused = await RedriveAsync(letter, data, HttpStatusCode.BadRequest);
        data["round"] = "series-z";
        var more = await RedriveAsync(letter, data, HttpStatusCode.BadRequest);

        refused["errors"]!.AsArray().Select(error => (string)error!["pointer"]!).ShouldBe(["/data/round"]);
        more["errors"]!.AsArray().Select(error => (string)error!["pointer"]!)
            .ShouldBe(["/data/amount/currency", "/data/round"], ignoreOrder: true);
        (await GetAsync(letter)).ToJsonString().ShouldBe(letter.ToJsonString());
    }

    [Theory]
    [InlineData("""{"data": {}, "id": "other"}""")]
    [InlineData("[]")]
    [InlineData("{")]
    public async Task A_body_of_another_shape_is_refused(string body)
    {
        var letter = await NewLetterAsync($"shape{Math.Abs(string.GetHashCode(body, StringComparison.Ordinal))}");

        using var answer = await services.Ops.PostAsync(
            new Uri($"/v1/dead-letters/{letter["id"]}/redrive", UriKind.Relative), Events.Content(body, "application/json"));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.JsonAsync())["errors"]!.AsArray().ShouldHaveSingleItem()!["pointer"]!.ToString().ShouldBe("");
    }

    [Fact]
    public async Task A_letter_that_fails_again_waits_on_with_the_attempt_noted()
    {
        var letter = await NewLetterAsync("again");

        var failed = await RedriveAsync(letter, null, HttpStatusCode.UnprocessableEntity);

        ((string)failed["error"]!).ShouldBe("refused for again");
        var after = await GetAsync(letter);
        ((string)after["state"]!, (long)after["attempts"]!, (long?)after["position"]).ShouldBe(("waiting", 2, null));
        var attempt = after["redrives"]!.AsArray().ShouldHaveSingleItem()!;
        ((long)attempt["attempt"]!, (string)attempt["who"]!, (string)attempt["outcome"]!, (string)attempt["error"]!)
            .ShouldBe((2, "tests-Ops", "failed", "refused for again"));
    }

    [Fact]
    public async Task Other_content_under_a_stored_identity_stays_out_and_makes_no_other_letter()
    {
        await PostAsync(Events.Funding("Conflict", "conflict-1"));
        await PostAsync(Events.Funding("Conflict", "conflict-1", amount: 2));
        var letter = await LetterAsync("conflict-1");
        ((string)letter["reason"]!).ShouldBe("conflicting-duplicate");
        var data = Events.Funding("Conflict", "conflict-1", amount: 3)["data"]!.DeepClone();

        ((string)(await RedriveAsync(letter, data, HttpStatusCode.UnprocessableEntity))["error"]!).ShouldContain("holds other content");
        var same = await RedriveAsync(letter, Events.Funding("Conflict", "conflict-1")["data"]!.DeepClone(), HttpStatusCode.OK);

        ((string)same["state"]!).ShouldBe("duplicate");
        (await services.Workspace.ListAsync<string>("select outcome || ' ' || attempts from log.dead_letters where id = 'conflict-1'"))
            .ShouldBe(["duplicate 3"]);
        (await StoredAsync("conflict")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Redrives_of_one_letter_at_a_time_store_it_once_and_the_others_are_told_where()
    {
        var letter = await NewLetterAsync("many");
        await services.Workspace.TakeAsync("many");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8)
            .Select(_ => services.Ops.PostAsync(new Uri($"/v1/dead-letters/{letter["id"]}/redrive", UriKind.Relative), null)));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(1);
        var position = (long)(await GetAsync(letter))["position"]!;
        foreach (var late in answers.Where(answer => answer.StatusCode != HttpStatusCode.OK))
        {
            late.StatusCode.ShouldBe(HttpStatusCode.Conflict);
            ((long)(await late.JsonAsync())["position"]!).ShouldBe(position);
        }

        (await StoredAsync("many")).Count.ShouldBe(1);
        (await services.Workspace.ListAsync<long>("select seq_id from log.mt_events order by seq_id")).ShouldBe(
            Enumerable.Range(1, (int)await services.Workspace.ScalarAsync<long>("select max(seq_id) from log.mt_events"))
                .Select(n => (long)n), "no holes");
    }

    [Fact]
    public async Task A_letter_that_is_not_there_is_404()
    {
        var nowhere = new JsonObject { ["id"] = Guid.Empty.ToString() };

        ((string)(await RedriveAsync(nowhere, null, HttpStatusCode.NotFound))["detail"]!).ShouldContain("/v1/dead-letters");
        using var answer = await services.Ops.GetAsync(new Uri($"/v1/dead-letters/{Guid.Empty}", UriKind.Relative));
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Letters_are_paged_and_filtered_newest_first()
    {
        await services.Workspace.RefuseAsync("paged");
        for (var number = 1; number <= 5; number++) await PostAsync(Events.Funding("Paged", $"paged-{number}", source: "/feeds/paged"));
        await Eventually.Be("all dead letters are kept", async () => (await ItemsAsync("/v1/dead-letters?source=/feeds/paged")).Count == 5);
        await services.Workspace.TakeAsync("paged");
        await RedriveAsync(await LetterAsync("paged-2"), null, HttpStatusCode.OK);

        (await ItemsAsync("/v1/dead-letters?source=/feeds/paged&limit=2")).Select(letter => (string)letter["reportId"]!)
            .ShouldBe(["paged-5", "paged-4", "paged-3", "paged-2", "paged-1"]);
        (await ItemsAsync("/v1/dead-letters?source=/feeds/paged&state=stored"))
            .ShouldHaveSingleItem()["reportId"]!.ToString().ShouldBe("paged-2");
        (await ItemsAsync("/v1/dead-letters?source=/feeds/paged&state=waiting")).Count.ShouldBe(4);
        using var answer = await services.Ops.GetAsync(
            new Uri("/v1/dead-letters?feed=nobody&state=odd&limit=0&cursor=x&page=2", UriKind.Relative));
        (await answer.JsonAsync())["errors"]!.AsArray().Select(error => (string)error!["parameter"]!)
            .ShouldBe(["feed", "state", "limit", "cursor", "page"]);
    }

    [Fact]
    public async Task Letters_are_found_by_the_feed_that_their_source_belongs_to_most_closely()
    {
        foreach (var (name, prefix, overlaps) in new[] { ("wide", "/feeds/wide", "[]"), ("narrow", "/feeds/wide/narrow", "[\"wide\"]") })
        {
            using var made = await services.Ops.PostAsync(new Uri("/v1/feeds", UriKind.Relative),
                Events.Content(
                    $$"""{"name": "{{name}}", "sourcePrefix": "{{prefix}}", "trust": 1, "overlaps": {{overlaps}}}""",
                    "application/json"));
            made.StatusCode.ShouldBe(HttpStatusCode.Created);
        }

        await services.Workspace.RefuseAsync("close");
        foreach (var source in new[] { "/feeds/wide", "/feeds/wide/narrow/er", "/feeds/widest" })
            await PostAsync(Events.Funding("Close", $"close {source}", source: source));
        await Eventually.Be("all dead letters are kept",
            async () => await services.Workspace.ScalarAsync<long>("select count(*) from log.dead_letters where id like 'close %'") == 3);

        (await ItemsAsync("/v1/dead-letters?feed=wide")).ShouldHaveSingleItem()["source"]!.ToString().ShouldBe("/feeds/wide");
        var narrow = (await ItemsAsync("/v1/dead-letters?feed=narrow")).ShouldHaveSingleItem();
        ((string)narrow["source"]!, (string)narrow["feed"]!).ShouldBe(("/feeds/wide/narrow/er", "narrow"));
        await services.Workspace.TakeAsync("close");
    }

    private async Task<JsonNode> NewLetterAsync(string word)
    {
        await services.Workspace.RefuseAsync(word);
        await PostAsync(Events.Funding("Refused", $"{word}-1"));
        return await LetterAsync($"{word}-1");
    }

    private async Task PostAsync(JsonNode cloudEvent)
    {
        using var feed = services.Ingestion.Client(Hosting.Access.Role.Feed);
        using var answer = await feed.PostEventsAsync(Events.One(cloudEvent));
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    private async Task<JsonNode> LetterAsync(string reportId) => (await Eventually.Get("the dead letter is kept", async () =>
        (await ItemsAsync("/v1/dead-letters")).FirstOrDefault(letter => (string)letter["reportId"]! == reportId),
        letter => letter is not null))!;

    private async Task<JsonNode> GetAsync(JsonNode letter) =>
        JsonNode.Parse(await services.Ops.GetStringAsync(new Uri($"/v1/dead-letters/{letter["id"]}", UriKind.Relative)))!;

    private async Task<JsonNode> RedriveAsync(JsonNode letter, JsonNode? data, HttpStatusCode expected)
    {
        using var body = data is null
            ? null : Events.Content(new JsonObject { ["data"] = data.DeepClone() }.ToJsonString(), "application/json");
        using var answer = await services.Ops.PostAsync(new Uri($"/v1/dead-letters/{letter["id"]}/redrive", UriKind.Relative), body);
        answer.StatusCode.ShouldBe(expected, await answer.Content.ReadAsStringAsync());
        return await answer.JsonAsync();
    }

    private Task<List<string>> StoredAsync(string word) => services.Workspace.ListAsync<string>(
        $"select seq_id || ' ' || id from log.mt_events where data ->> 'id' like '{word}-%' order by seq_id");

    /// <summary>Returns the items of all pages.</summary>
    private async Task<List<JsonNode>> ItemsAsync(string path)
    {
        var (items, page) = (new List<JsonNode>(), path);
        while (page.Length > 0)
        {
            var answer = JsonNode.Parse(await services.Ops.GetStringAsync(new Uri(page, UriKind.Relative)))!;
            items.AddRange(answer["items"]!.AsArray().OfType<JsonNode>());
            page = answer["next"] is { } next ? $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}cursor={next}" : "";
        }

        return items;
    }
}
