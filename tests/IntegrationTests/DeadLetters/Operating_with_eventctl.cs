using System.Text.Json.Nodes;
using EventPlatform.Hosting.Access;
using EventPlatform.IntegrationTests.Access;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.DeadLetters;

[Trait("Servers", "any")]
public sealed class Operating_with_eventctl(RunningWriteSide services) : IClassFixture<RunningWriteSide>, IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("eventctl-");

    [Fact]
    public async Task A_feed_gets_its_key_and_loses_it()
    {
        (await RunAsync("feeds", "create", "handmade", "--source", "/feeds/handmade", "--attribution", "Data by hand"))
            .ShouldContain("eventctl keys create --feed handmade");
        (await RunAsync("feeds", "update", "handmade", "--trust", "7")).ShouldContain("7");
        var shown = (await RunAsync("feeds", "show", "handmade")).Split('\n');
        shown.ShouldBe(["Feed:        handmade", "Source:      /feeds/handmade", "Trust:       7", "Attribution: Data by hand"]);

        var key = JsonNode.Parse(await RunAsync("keys", "create", "--feed", "handmade", "--output", "json"))!;
        using (var http = services.Ingestion.Client(null))
        {
            http.DefaultRequestHeaders.Authorization = new("Bearer", (string)key["key"]!);
            var report = Events.Funding("Made", "1", source: "/feeds/handmade");
            await Eventually.Be("the key is known", async () => (await http.PostEventsAsync(Events.One(report))).IsSuccessStatusCode);
        }

        var listed = await RunAsync("keys", "list", "--feed", "handmade");
        listed.ShouldContain((string)key["id"]!);
        listed.ShouldNotContain((string)key["key"]!);
        await RunAsync("keys", "revoke", (string)key["id"]!, "--feed", "handmade");
        JsonNode.Parse(await RunAsync("keys", "list", "--feed", "handmade", "--output", "json"))!["items"]!.AsArray()
            .ShouldHaveSingleItem()!["revokedAt"].ShouldNotBeNull();
        (await RunAsync("audit", "--limit", "10")).ShouldContain("key-revoked");
    }

    [Fact]
    public async Task A_dead_letter_is_found_mended_and_redriven()
    {
        await services.Workspace.RefuseAsync("console");
        using (var feed = services.Ingestion.Client(Role.Feed))
            await feed.PostEventsAsync(Events.One(Events.Funding("Console", "console-1")));
        await Eventually.Be("the dead letter is listed",
            async () => (await RunAsync("dead-letters", "list")).Contains("console-1", StringComparison.Ordinal));
        var letters = await RunAsync("dead-letters", "list", "--state", "waiting", "--source", Events.Feed, "--output", "json");
        var id = (string)JsonNode.Parse(letters)!["items"]![0]!["id"]!;
        (await RunAsync("dead-letters", "show", id)).ShouldContain("refused for console");
        (await FailAsync("dead-letters", "redrive", id)).ShouldBe(
            "The report could not be stored this time either. The dead letter still waits, with this attempt recorded.\n" +
            "  refused for console");

        var data = JsonNode.Parse(await RunAsync("dead-letters", "show", id, "--data"))!;
        var file = Path.Combine(directory.FullName, "data.json");
        data["remark"] = "mended";
        data["status"] = "done";
        await File.WriteAllTextAsync(file, data.ToJsonString());
        (await FailAsync("dead-letters", "redrive", id, "--data", file)).ShouldContain("\n  /data/status: must be one of");
        data["status"] = "completed";
        await File.WriteAllTextAsync(file, data.ToJsonString());
        var redriven = await RunAsync("dead-letters", "redrive", id, "--data", file);

        redriven.ShouldContain("State:    stored");
        redriven.ShouldContain("redriven by tests-Ops with other data: stored");
        (await FailAsync("dead-letters", "redrive", id)).ShouldContain("was redriven before. Its report is stored at position");
        (await RunAsync("audit")).ShouldContain("dead-letter-redriven");
    }

    [Theory]
    [InlineData("There is no feed 'nobody'", "feeds", "show", "nobody")]
    [InlineData("There is no feed 'nobody'", "keys", "list", "--feed", "nobody")]
    [InlineData("/name: must be 1 to 60 lower-case letters", "feeds", "create", "No Name", "--source", "/feeds/x")]
    [InlineData("--source /feeds/NAME, or --mapping FILE", "feeds", "create", "nameless")]
    [InlineData("either --feed NAME, or --name WHO", "keys", "create", "--role", "read")]
    [InlineData("state: must be one of waiting, stored, duplicate", "dead-letters", "list", "--state", "odd")]
    [InlineData("no/such/file cannot be read", "dead-letters", "redrive", "00000000-0000-0000-0000-000000000000", "--data", "no/such/file")]
    public async Task What_cannot_be_done_is_said_in_words(string says, params string[] arguments) =>
        (await FailAsync(arguments)).ShouldContain(says);

    [Fact]
    public async Task A_key_of_another_role_and_an_address_where_nobody_answers_are_said_too()
    {
        (await RunningWriteSide.EventCtlOfAsync(services.EventStore.Address.ToString(), Keys.Of(Role.Read), 1, "feeds", "list"))
            .ShouldContain("The key comes from OPS_KEY");
        (await RunningWriteSide.EventCtlOfAsync($"http://127.0.0.1:{Machine.FreePort()}", Keys.Of(Role.Ops), 1, "audit"))
            .ShouldContain("EventStore does not answer: nothing listens at");
        (await RunningWriteSide.EventCtlOfAsync("", "", 1, "audit")).ShouldContain("EVENTSTORE_URL is not set");
    }

    public void Dispose() => directory.Delete(recursive: true);

    private Task<string> RunAsync(params string[] arguments) => services.EventCtlAsync(0, arguments);

    private Task<string> FailAsync(params string[] arguments) => services.EventCtlAsync(1, arguments);
}
