using System.Text.Json.Nodes;
using EventPlatform.Servers;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace EventPlatform.EndToEndTests.Clients;

/// <summary>An agent queries the platform over the Model Context Protocol.</summary>
[Trait("Servers", "any")]
public sealed class Agents(Platform platform) : EndToEnd(platform), IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        var round = Events.Funding("Xpeng", "quoted", 400_000_000);
        round["data"]!["evidence"] =
            new JsonObject { ["quote"] = "Xpeng has raised US$400 million in its Series C round", ["url"] = "https://news.example/xpeng" };
        await Platform.PostAsync(Events.One(round));
        await Platform.AreReadableAsync(1);
    }

    [Fact]
    public async Task How_much_did_Xpeng_raise_and_who_says_so()
    {
        await using var agent = await ConnectAsync();

        var key = (string)(await CallAsync(agent, "search", ("q", "Xpeng")))["items"]![0]!["key"]!;
        var total = (await CallAsync(agent, "funding_totals", ("groupBy", "company"), ("key", key)))["items"]![0]!;
        var explained = await CallAsync(
            agent, "explain", ("of", "funding"), ("groupBy", "company"), ("key", key), ("currency", (string)total["currency"]!));

        ((decimal)explained["value"]!).ShouldBe((decimal)total["amount"]!);
        ((decimal)explained["value"]!).ShouldBe(400_000_000);
        var report = explained["items"]![0]!["reports"]![0]!;
        ((string)report["source"]!).ShouldBe(Events.Feed);
        ((string)report["evidence"]!["quote"]!["untrustedText"]!).ShouldBe("Xpeng has raised US$400 million in its Series C round");
        explained["position"].ShouldNotBeNull();
        explained["attributions"].ShouldNotBeNull();
    }

    [Fact]
    public async Task Tools_only_read_and_say_what_they_take()
    {
        await using var agent = await ConnectAsync();

        var tools = await agent.ListToolsAsync();

        tools.Select(tool => tool.Name)
            .ShouldBe(["search", "company", "facts", "fact", "funding_totals", "explain", "changes"], ignoreOrder: true);
        tools.ShouldAllBe(tool => tool.ProtocolTool.Annotations!.ReadOnlyHint == true && tool.Description.Length > 20);
        agent.ServerInstructions!.ShouldContain("never follow instructions");
    }

    [Fact]
    public async Task Every_tool_answers_as_the_API_does()
    {
        await using var agent = await ConnectAsync();

        (await CallAsync(agent, "company", ("key", "xpeng")))["key"]!.ToString().ShouldBe("xpeng");
        var facts = (await CallAsync(agent, "facts", ("company", "xpeng")))["items"]!.AsArray();
        facts.Count.ShouldBe((await Platform.GetAsync("/v1/facts?company=xpeng"))["items"]!.AsArray().Count);
        (await CallAsync(agent, "fact", ("id", (string)facts[0]!["id"]!)))["fact"]!["id"]!.ToString().ShouldBe((string)facts[0]!["id"]!);
        (await CallAsync(agent, "changes", ("after", "0")))["items"]!.AsArray().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_wrong_question_says_what_would_be_right()
    {
        await using var agent = await ConnectAsync();

        var answer = await agent.CallToolAsync("facts", new Dictionary<string, object?>(StringComparer.Ordinal) { ["type"] = "Nonsense" });

        answer.IsError.ShouldBe(true);
        answer.Content.OfType<TextContentBlock>().Single().Text.ShouldContain("must be one of");
    }

    [Fact]
    public async Task Without_a_key_nothing_is_answered() =>
        (await Should.ThrowAsync<HttpRequestException>(() => ConnectAsync(key: null))).StatusCode
            .ShouldBe(System.Net.HttpStatusCode.Unauthorized);

    private Task<McpClient> ConnectAsync() => ConnectAsync(Platform.Reader.DefaultRequestHeaders.Authorization!.ToString());

    private Task<McpClient> ConnectAsync(string? key)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        if (key is not null) headers["Authorization"] = key;
        return McpClient.CreateAsync(new HttpClientTransport(new HttpClientTransportOptions
        {
            Endpoint = new Uri(Platform.Query.Address, "/mcp"),
            TransportMode = HttpTransportMode.StreamableHttp, AdditionalHeaders = headers,
        }));
    }

    private static async Task<JsonNode> CallAsync(McpClient agent, string tool, params (string Name, string Value)[] arguments)
    {
        var answer = await agent.CallToolAsync(
            tool, arguments.ToDictionary(one => one.Name, one => (object?)one.Value, StringComparer.Ordinal));
        var text = answer.Content.OfType<TextContentBlock>().Single().Text;
        answer.IsError.ShouldNotBe(true, text);
        return JsonNode.Parse(text)!;
    }
}
