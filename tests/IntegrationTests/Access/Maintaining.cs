using System.Net;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.Access;

/// <summary>While maintenance is on, Ingestion accepts nothing and answers with the reason.</summary>
[Trait("Servers", "any")]
public sealed class Maintaining(RunningWriteSide services) : IClassFixture<RunningWriteSide>
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Posts_are_refused_with_the_reason_until_it_is_over_and_through_a_restart()
    {
        using var feed = services.Ingestion.Client(Role.Feed);
        (await StatusAsync(feed, "before")).ShouldBe(HttpStatusCode.Accepted);

        (await services.EventCtlAsync(0, "maintenance", "on", "--reason", "the disk is replaced")).ShouldContain("the disk is replaced");
        await Eventually.Be("posts are refused",
            async () => await StatusAsync(feed, "during") == HttpStatusCode.ServiceUnavailable, Promised);
        using (var refused = await feed.PostEventsAsync(Events.Lines([Events.Funding("Maintained", "during")])))
        {
            refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(10));
            ((string?)(await refused.JsonAsync())["detail"])
                .ShouldBe("Nothing was accepted. Send the same again later. Reason: the disk is replaced");
        }

        await services.EventStore.StopAsync();
        await services.EventStore.StartReadyAsync();
        using (var health = await feed.GetAsync(new Uri("/health/ready", UriKind.Relative)))
        {
            health.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await health.Content.ReadAsStringAsync()).ShouldContain("turned on by tests-Ops: the disk is replaced");
        }

        (await StatusAsync(feed, "during")).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await services.EventCtlAsync(0, "maintenance", "off")).ShouldContain("events are accepted");
        await Eventually.Be("posts are accepted", async () => await StatusAsync(feed, "after") == HttpStatusCode.Accepted, Promised);
        var audit = await services.EventCtlAsync(0, "audit");
        audit.ShouldContain("maintenance-on");
        audit.ShouldContain("maintenance-off");
    }

    [Fact]
    public async Task A_reason_is_needed() =>
        (await services.EventCtlAsync(1, "maintenance", "on", "--reason", " ")).ShouldContain("The reason is not valid");

    private static async Task<HttpStatusCode> StatusAsync(HttpClient feed, string id)
    {
        using var answer = await feed.PostEventsAsync(Events.One(Events.Funding("Maintained", id)));
        return answer.StatusCode;
    }
}
