using System.Text.Json.Nodes;
using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests;

/// <summary>The platform keeps CloudEvents attributes that it does not use, and shows them as they came.</summary>
[Trait("Servers", "any")]
public sealed class Kept_attributes(Platform platform) : EndToEnd(platform)
{
    private static readonly (string Name, JsonNode Value)[] Sent =
    [
        ("subject", "round/42"), ("dataschema", "https://feeds.example/rounds/2"),
        ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
        ("comexampletext", "kept"), ("comexamplenumber", 7), ("comexampleflag", true),
        ("time", "2020-02-03T04:05:06.500+02:00"), ("sequence", "3"), ("recordkey", "round-42"),
    ];

    [Fact]
    public async Task Are_in_the_log_as_they_came_and_again_in_a_stream()
    {
        var posted = Events.Funding("Attributed", "attributed-1");
        foreach (var (name, value) in Sent) posted[name] = value.DeepClone();
        using var answer = await Platform.Feed.PostEventsAsync(Events.One(posted));
        var receipt = await Platform.GetAsync($"{(string)(await answer.JsonAsync())["receipts"]![0]!}&wait=10");
        var after = (long)receipt["position"]! - 1;

        var stored = (await Platform.GetAsync($"/v1/events?after={after}&limit=1"))["items"]!.AsArray().ShouldHaveSingleItem()!;
        var followed = (await new Follower(Platform.Reader, $"/v1/events?after={after}")
            .FollowAsync(TestContext.Current.CancellationToken).FirstAsync()).Event;

        foreach (var (name, value) in Sent)
        {
            stored[name]?.ToJsonString().ShouldBe(value.ToJsonString(), name);
            followed[name]?.ToJsonString().ShouldBe(value.ToJsonString(), name);
        }
    }
}
