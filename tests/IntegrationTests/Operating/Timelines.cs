using System.Text.Json.Nodes;
using EventPlatform.IntegrationTests.Import;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.Operating;

/// <summary><c>eventctl timeline</c> and <c>streams</c>.</summary>
[Trait("Servers", "any")]
public sealed class Timelines(ImportingPlatform platform) : IClassFixture<ImportingPlatform>
{
    [Fact]
    public async Task Starts_changes_of_readiness_silence_and_what_ops_did_are_in_one_list()
    {
        await SeesAsync("service-started", "Query");
        await SeesAsync("service-started", "EventStore");
        await platform.EventCtlAsync(0, "maintenance", "on", "--reason", "to be seen");
        await SeesAsync("maintenance-on", "tests-Ops");
        await SeesAsync("readiness-changed", "Ingestion", "Degraded");
        await platform.EventCtlAsync(0, "maintenance", "off");
        await SeesAsync("readiness-changed", "Ingestion", "Healthy");

        var query = platform.Services[1];
        await query.KillAsync();
        await SeesAsync("service-silent", "Query");
        await query.StartReadyAsync();

        await Eventually.Get("the start of the new process is in the list",
            async () => (await HappenedAsync()).Count(one => Is(one, "service-started", "Query")), starts => starts == 2);
        var times = (await HappenedAsync()).Select(one => (DateTimeOffset)one["at"]!).ToList();
        times.ShouldBe(times.OrderDescending());
    }

    [Fact]
    public async Task Streams_are_listed_by_name_with_their_reports()
    {
        await platform.PostAsync(
            [Events.Funding("Streamed A", "streamed-1"), Events.Funding("Streamed B", "streamed-2"),
            Events.Funding("Streamed A", "streamed-3")]);
        await platform.SettleAsync(3);

        var streams = await StreamsAsync("--prefix", "company/streamed", "--limit", "10");
        streams.Select(one => ((string)one["stream"]!, (long)one["reports"]!))
            .ShouldBe([("company/streamed-a", 2), ("company/streamed-b", 1)]);
        (await StreamsAsync("--prefix", "company/streamed", "--limit", "1")).Count.ShouldBe(1);
    }

    private Task SeesAsync(string what, string who, string status = "") => Eventually.Be($"{what} of {who} {status} is in the list",
        async () => (await HappenedAsync()).Exists(one => Is(one, what, who) && $"{one["detail"]?["status"]}".Contains(status)));

    private static bool Is(JsonNode one, string what, string who) => (string?)one["what"] == what && (string?)one["who"] == who;

    private async Task<List<JsonNode>> HappenedAsync() =>
        Items(await platform.EventCtlAsync(0, "timeline", "--limit", "500", "--output", "json"));

    private async Task<List<JsonNode>> StreamsAsync(params string[] arguments) =>
        Items(await platform.EventCtlAsync(0, ["streams", "--output", "json", .. arguments]));

    private static List<JsonNode> Items(string output) => [.. JsonNode.Parse(output)!["items"]!.AsArray().OfType<JsonNode>()];
}
