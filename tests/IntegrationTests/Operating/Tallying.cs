using System.Net;
using System.Net.Http.Json;
using EventPlatform.Hosting.Access;
using EventPlatform.IntegrationTests.Import;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.Operating;

/// <summary><c>eventctl tallies</c> adds up the outcomes of accepted reports, and names those that RabbitMQ lost.</summary>
[Trait("Servers", "any")]
public sealed class Tallying(ImportingPlatform platform) : IClassFixture<ImportingPlatform>
{
    private const string Sender = "key tests-Feed";

    [Fact]
    public async Task What_a_purged_queue_lost_is_named_until_ops_take_note()
    {
        await PostAsync("before", 3);
        await PostAsync("before", 3);
        await platform.SettleAsync(3);
        var adds = await platform.EventCtlAsync(0, "tallies", "list", "--output", "json");
        adds.ShouldContain("\"accepted\": 6");
        adds.ShouldContain("\"duplicate\": 3");
        adds.ShouldContain("\"missing\": 0");

        await platform.EventStore.StopAsync();
        await PostAsync("lost", 5);
        (await platform.Workspace.TakeQueuedAsync()).Sum(chunk => chunk.Count).ShouldBe(5);
        await platform.EventStore.StartReadyAsync();
        await PostAsync("after", 1);
        await Eventually.Be("the next report is stored", async () =>
            await platform.Workspace.ScalarAsync<long>("select count(*) from log.mt_events where data ->> 'id' = 'after-1'") == 1);

        (await platform.EventCtlAsync(0, "tallies", "list")).ShouldContain($"{Sender}: 5 accepted between 2");
        (await platform.EventCtlAsync(3, "verify", "--log-only")).ShouldContain("5 reports that were accepted never came");
        (await platform.EventCtlAsync(3, "status")).ShouldContain("eventctl tallies list; docs/operations.md#reports-that-never-came");

        (await platform.EventCtlAsync(1, "tallies", "write-off", Sender, "--missing", "4", "--reason", "purged"))
            .ShouldContain("5 reports of the sender are missing, and the request is for 4");
        (await platform.EventCtlAsync(0, "tallies", "write-off", Sender, "--missing", "5", "--reason", "purged")).ShouldContain("5");
        (await platform.EventCtlAsync(0, "verify", "--log-only")).ShouldContain("Everything is as it has to be.");
        (await platform.EventCtlAsync(0, "audit")).ShouldContain("missing-written-off");
    }

    [Theory]
    [InlineData("""{"sender":"feed x","missing":0,"comment":"why"}""", "/missing")]
    [InlineData("""{"missing":1,"comment":"why"}""", "/sender")]
    [InlineData("""{"sender":"a\u0000b","missing":1,"comment":"why"}""", "/sender")]
    [InlineData("""{"sender":"feed x","missing":1,"comment":" "}""", "/comment")]
    public async Task An_order_that_is_not_sound_is_refused(string body, string pointer)
    {
        using var http = platform.EventStore.Client(Role.Ops);
        using var answer = await http.PostAsync(
            new Uri("/v1/tallies/write-off", UriKind.Relative), new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain($"\"pointer\":\"{pointer}\"");
    }

    [Fact]
    public async Task An_observer_sees_tallies_and_writes_nothing_off()
    {
        using var http = platform.EventStore.Client(Role.Observer);

        (await http.GetAsync(new Uri("/v1/tallies", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await http.PostAsJsonAsync(
            new Uri("/v1/tallies/write-off", UriKind.Relative), new { sender = Sender, missing = 1, comment = "why" }))
            .StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    /// <summary>Posts reports about one company, so that they follow each other in one partition.</summary>
    private Task PostAsync(string id, int count) =>
        platform.PostAsync(Enumerable.Range(1, count).Select(number => Events.Funding("Tallied", $"{id}-{number}")));
}
