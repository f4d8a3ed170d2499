using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.Access;

public sealed class Feeds_and_keys(RunningWriteSide services) : IClassFixture<RunningWriteSide>
{
    private static readonly TimeSpan ToldWithin = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task A_feed_posts_under_its_own_source_and_no_other()
    {
        var (key, _) = await NewKeyAsync(await NewFeedAsync("press"));

        await Eventually.Get("the key is known",
            () => StatusAsync(key, "/feeds/press/china"), status => status == HttpStatusCode.Accepted, ToldWithin);
        (await StatusAsync(key, "/feeds/press")).ShouldBe(HttpStatusCode.Accepted);
        (await StatusAsync(key, "/feeds/pressure")).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_revoked_key_is_refused_within_five_seconds_and_the_other_goes_on()
    {
        var feed = await NewFeedAsync("rotating");
        var (old, oldId) = await NewKeyAsync(feed);
        var (young, _) = await NewKeyAsync(feed);
        await Eventually.Get("both keys are known",
            () => StatusAsync(young, "/feeds/rotating"), status => status == HttpStatusCode.Accepted, ToldWithin);

        using var revoked = await services.Ops.DeleteAsync(new Uri($"/v1/feeds/rotating/keys/{oldId}", UriKind.Relative));

        revoked.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await Eventually.Get("the key is refused",
            () => StatusAsync(old, "/feeds/rotating"), status => status == HttpStatusCode.Unauthorized, ToldWithin);
        (await StatusAsync(young, "/feeds/rotating")).ShouldBe(HttpStatusCode.Accepted);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_upload_whose_key_is_revoked_ends_within_five_seconds_with_what_was_taken_until_then(bool isIdle)
    {
        var feed = await NewFeedAsync(isIdle ? "idle" : "busy");
        var (key, id) = await NewKeyAsync(feed);
        await Eventually.Get("the key is known",
            () => StatusAsync(key, $"/feeds/{feed}"), status => status == HttpStatusCode.Accepted, ToldWithin);
        using var connection = new TcpClient(services.Ingestion.Address.Host, services.Ingestion.Address.Port);
        await using var http = connection.GetStream();
        await http.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {key}\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n"));
        var written = 0;
        using var end = new CancellationTokenSource();
        var sending = Task.Run(async () =>
        {
            do
            {
                var line = Events.Funding("Acme", $"line-{written++}", source: $"/feeds/{feed}").ToJsonString() + "\n";
                await http.WriteAsync(Encoding.ASCII.GetBytes($"{line.Length:x}\r\n{line}\r\n"));
            }
            while (!isIdle && !end.IsCancellationRequested);
        });
        await Eventually.Be("the upload is under way", () => written > 0);

        using var revoked = await services.Ops.DeleteAsync(new Uri($"/v1/feeds/{feed}/keys/{id}", UriKind.Relative));
        var text = await ReadAnswerAsync(http).WaitAsync(ToldWithin);
        await end.CancelAsync();
        await Record.ExceptionAsync(() => sending); // sending may fail, because the service closes the connection

        text.ShouldStartWith("HTTP/1.1 202");
        var told = JsonNode.Parse(WithoutChunks(text[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]))!;
        ((int)told["accepted"]!).ShouldBeInRange(1, written);
        var refused = told["refused"]!.AsArray().ShouldHaveSingleItem()!;
        ((int)refused["line"]!).ShouldBe((int)told["accepted"]! + 1);
        ((string)refused["errors"]![0]!["detail"]!).ShouldContain("the key was revoked");
    }

    [Fact]
    public async Task Two_keys_of_a_feed_can_be_valid_at_a_time_and_not_three()
    {
        var feed = await NewFeedAsync("two");

        var given = await Task.WhenAll(
            Enumerable.Range(0, 5).Select(_ => services.Ops.PostAsync(new Uri($"/v1/feeds/{feed}/keys", UriKind.Relative), null)));

        given.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(2);
        given.Count(answer => answer.StatusCode == HttpStatusCode.Conflict).ShouldBe(3);
    }

    [Fact]
    public async Task Ingestion_goes_on_with_the_last_keys_while_the_EventStore_is_away()
    {
        var (key, _) = await NewKeyAsync(await NewFeedAsync("lasting"));
        await Eventually.Get("the key is known",
            () => StatusAsync(key, "/feeds/lasting"), status => status == HttpStatusCode.Accepted, ToldWithin);

        await services.EventStore.KillAsync();
        await Eventually.Be("Ingestion logs that the EventStore is away",
            () => services.Ingestion.Output.Contains("did not return keys and feeds", StringComparison.Ordinal));

        (await StatusAsync(key, "/feeds/lasting")).ShouldBe(HttpStatusCode.Accepted);
        await services.EventStore.StartReadyAsync();
    }

    [Fact]
    public async Task What_ops_did_is_in_the_audit_without_any_key()
    {
        var (key, id) = await NewKeyAsync(await NewFeedAsync("audited"));

        var audit = (await services.Ops.GetFromJsonAsync<JsonObject>("/v1/audit"))!["items"]!.AsArray();

        var created = audit.Single(entry => (string)entry!["action"]! == "key-created" && (string?)entry["detail"]!["id"] == id)!;
        ((string)created["who"]!, (string)created["key"]!, (string)created["detail"]!["feed"]!)
            .ShouldBe(("tests-Ops", KeyId(Role.Ops), "audited"));
        audit.ToJsonString().ShouldNotContain(key);
    }

    [Theory]
    [InlineData("limit=abc", "limit")]
    [InlineData("limit=1001", "limit")]
    [InlineData("cursor=-1", "cursor")]
    [InlineData("who=ops", "who")]
    public async Task Audit_errors_name_the_wrong_parameter(string query, string parameter)
    {
        using var answer = await services.Ops.GetAsync(new Uri($"/v1/audit?{query}", UriKind.Relative));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.JsonAsync())["errors"]!.AsArray().ShouldHaveSingleItem()!["parameter"]!.ToString().ShouldBe(parameter);
    }

    [Theory]
    [InlineData("""{"name": "A feed", "sourcePrefix": "/a", "trust": 1}""", "/name")]
    [InlineData("""{"name": "a", "trust": 1}""", "/sourcePrefix")]
    [InlineData("""{"name": "a", "sourcePrefix": "/a", "attribution": "one line\nand another"}""", "/attribution")]
    [InlineData("""{"name": "a", "sourcePrefix": "/a", "licence": "\u0000"}""", "/licence")]
    public async Task A_feed_that_is_not_valid_is_refused_field_by_field(string feed, string pointer)
    {
        using var answer = await services.Ops.PostAsync(new Uri("/v1/feeds", UriKind.Relative), Events.Content(feed, "application/json"));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.JsonAsync())["errors"]!.AsArray().ShouldHaveSingleItem()!["pointer"]!.ToString().ShouldBe(pointer);
    }

    [Fact]
    public async Task A_feed_cannot_take_the_source_of_another()
    {
        await NewFeedAsync("first");
        var second = await NewFeedAsync("second");

        using var answer = await services.Ops.PutAsJsonAsync($"/v1/feeds/{second}", new Feed(second, "/feeds/first", 5, null, null));

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        ((string)(await services.Ops.GetFromJsonAsync<JsonObject>($"/v1/feeds/{second}"))!["sourcePrefix"]!).ShouldBe("/feeds/second");
    }

    [Fact]
    public async Task Two_valid_keys_cannot_have_one_name()
    {
        var given = await Task.WhenAll(
            Enumerable.Range(0, 5).Select(number => NamedKeyAsync(number % 2 == 0 ? "dashboard" : "Dashboard ")));
        await NewFeedAsync("reporter");
        using var asFeed = await NamedKeyAsync("reporter");
        using var asConfigured = await NamedKeyAsync("tests-ops");
        using var feed = await services.Ops.PostAsJsonAsync("/v1/feeds", new Feed("dashboard", "/feeds/dashboard", 5, null, null));

        given.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        given.Count(answer => answer.StatusCode == HttpStatusCode.Conflict).ShouldBe(4);
        (asFeed.StatusCode, asConfigured.StatusCode, feed.StatusCode)
            .ShouldBe((HttpStatusCode.Conflict, HttpStatusCode.Conflict, HttpStatusCode.Conflict));

        var id = (string)(await given.Single(answer => answer.StatusCode == HttpStatusCode.Created).JsonAsync())["id"]!;
        using var revoked = await services.Ops.DeleteAsync(new Uri($"/v1/keys/{id}", UriKind.Relative));
        using var again = await NamedKeyAsync("dashboard");
        again.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    private Task<HttpResponseMessage> NamedKeyAsync(string name) => services.Ops.PostAsJsonAsync("/v1/keys", new { name, role = "read" });

    private static string KeyId(Role role) => AccessDirectory.HashOf(Keys.Of(role))[..12];

    private async Task<string> NewFeedAsync(string name)
    {
        using var answer = await services.Ops.PostAsJsonAsync("/v1/feeds",
            new Feed(name, $"/feeds/{name}", 5, "CC-BY-4.0", $"Data by {name}"));
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        return name;
    }

    private async Task<(string Key, string Id)> NewKeyAsync(string feed)
    {
        using var answer = await services.Ops.PostAsync(new Uri($"/v1/feeds/{feed}/keys", UriKind.Relative), null);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        var key = await answer.JsonAsync();
        return ((string)key["key"]!, (string)key["id"]!);
    }

    private async Task<HttpStatusCode> StatusAsync(string key, string source)
    {
        using var http = services.Ingestion.Client(null);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await http.PostEventsAsync(Events.One(Events.Funding("Acme", "access-1", source: source)));
        return answer.StatusCode;
    }

    /// <summary>Reads the answer up to its last chunk.</summary>
    private static async Task<string> ReadAnswerAsync(NetworkStream http)
    {
        var answer = new StringBuilder();
        for (var buffer = new byte[10_000]; !answer.ToString().EndsWith("\r\n0\r\n\r\n", StringComparison.Ordinal);)
        {
            if (await http.ReadAsync(buffer) is not (> 0 and var length)) throw new IOException($"The answer ends early: {answer}");
            answer.Append(Encoding.ASCII.GetString(buffer, 0, length));
        }

        return answer.ToString();
    }

    private static string WithoutChunks(string body)
    {
        var whole = new StringBuilder();
        while (true)
        {
            var end = body.IndexOf("\r\n", StringComparison.Ordinal);
            var length = Convert.ToInt32(body[..end], 16);
            if (length == 0) return whole.ToString();
            whole.Append(body.AsSpan(end + 2, length));
            body = body[(end + 4 + length)..];
        }
    }
}
