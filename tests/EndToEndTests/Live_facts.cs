using System.Text.Json.Nodes;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests;

public sealed class Live_facts(Platform platform) : EndToEnd(platform)
{
    private const int Feeds = 3;
    private const int PerFeed = 400;
    private static readonly TimeSpan Deadline = Eventually.Patience;

    [Fact]
    public async Task Changes_of_facts_come_once_and_in_order_through_reconnects_restarts_and_a_switch_of_generation()
    {
        using var deadline = new CancellationTokenSource(Deadline);
        var follower = new Follower(Platform.Reader, "/v1/facts");
        var seen = new List<string>();
        var following = FollowAsync(follower, seen, deadline.Token);

        await PostAsync("one");
        await Platform.Query.KillAsync();
        await Platform.Query.StartReadyAsync();
        await PostAsync("two");
        await Platform.Projections.KillAsync();
        await Platform.Projections.StartReadyAsync();
        var next = await Generations.BuildAsync(Platform.Projections);
        await ServeAsync(next);
        await Eventually.Be("the follower receives the switch, though nothing changed", () => follower.Told.Count > 0);
        await PostAsync("three");
        await Eventually.Get("all reports are stored",
            () => Platform.Workspace.ScalarAsync<long>("select count(*) from log.mt_events where data ->> 'source' like '/feeds/tests/%'"),
            stored => stored == 3 * Feeds * PerFeed);
        await Generations.IsCaughtUpAsync(Platform.Projections);

        var all = await Platform.Workspace.ListAsync<string>(
            $"select known_from || '.' || ordinal from read_{next}.facts order by known_from, ordinal");
        all.Count.ShouldBeGreaterThanOrEqualTo(3 * Feeds * PerFeed);
        await Eventually.Be("all changes are seen", () => seen.Count >= all.Count);
        await deadline.CancelAsync();
        await following;
        seen.ShouldBe(all);
        follower.Told.ShouldBe([$$"""redone {"generation":{{next}}}"""], "once, through all reconnects");
        var polled = await Platform.GetAsync($"/v1/facts/changes?after={all[^1]}@{next - 1}&wait=30");
        (polled["items"]!.AsArray().Count, (int?)polled["redone"]).ShouldBe((0, next));
        (await Platform.GetAsync($"/v1/facts/changes?after={polled["next"]}"))["redone"].ShouldBeNull();
    }

    [Fact]
    public async Task A_filter_lets_only_some_changes_pass_and_comments_tell_that_the_stream_lives()
    {
        using var deadline = new CancellationTokenSource(Deadline);
        var follower = new Follower(Platform.Reader, "/v1/facts/changes?company=filtered&state=corroborated");
        await using var changes = follower.FollowAsync(deadline.Token).GetAsyncEnumerator(deadline.Token);
        var first = changes.MoveNextAsync().AsTask();

        await Platform.PostAsync(Events.One(Events.Funding("Filtered", "filtered-1")));
        await Platform.PostAsync(Events.One(Events.Funding("Other", "other-1")));
        await Eventually.Be("the stream has sent a comment", () => follower.Heartbeats > 0);
        await Platform.PostAsync(Events.One(Events.Funding("Filtered", "filtered-2", source: "/feeds/others")));

        (await first).ShouldBeTrue();
        var fact = changes.Current.Event["fact"]!;
        ((string)fact["company"]!, (string)fact["state"]!, fact["sources"]!.AsArray().Count, fact["knownTo"])
            .ShouldBe(("filtered", "corroborated", 2, null));
        changes.Current.Id.ShouldBe((string)changes.Current.Event["cursor"]!);
    }

    [Fact]
    public async Task A_page_waits_for_the_next_change_or_until_its_time_is_over()
    {
        using var deadline = new CancellationTokenSource(Deadline);
        await Platform.PostAsync(Events.One(Events.Funding("Polled", "polled-1")));
        var first = await PollAsync("/v1/facts/changes?company=polled&wait=30");
        var waiting = PollAsync($"/v1/facts/changes?company=polled&after={first["next"]}&wait=30");
        var log = PollAsync($"/v1/events?company=polled&after={((string)first["next"]!).Split('.', '@')[0]}&wait=30");

        await Platform.PostAsync(Events.One(Events.Funding("Polled", "polled-2")));

        (await waiting)["items"]!.AsArray().ShouldHaveSingleItem()!["fact"]!["company"]!.ToString().ShouldBe("polled");
        (await log)["items"]!.AsArray().ShouldHaveSingleItem()!["id"]!.ToString().ShouldBe("polled-2");
        (await PollAsync("/v1/facts/changes?company=nobody&wait=1"))["items"]!.AsArray().ShouldBeEmpty();

        async Task<JsonNode> PollAsync(string path) =>
            JsonNode.Parse(await Platform.Reader.GetStringAsync(new Uri(path, UriKind.Relative), deadline.Token))!;
    }

    /// <summary>Follows until it is cancelled. Reconnects when the stream ends, and now and then by itself.</summary>
    private static async Task FollowAsync(Follower follower, List<string> seen, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                var here = 0;
                await foreach (var (id, change) in follower.FollowAsync(ct))
                {
                    id.ShouldBe((string)change["cursor"]!);
                    seen.Add(id.Split('@')[0]);
                    if (++here == 150) break;
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
            {
                // The service was killed, or the test is over
            }
        }
    }

    /// <summary>Posts the same reports from each feed, so that facts are corroborated.</summary>
    private Task PostAsync(string round) => Task.WhenAll(Enumerable.Range(0, Feeds).Select(async feed =>
    {
        foreach (var numbers in Enumerable.Range(0, PerFeed).Chunk(20))
        {
            await Platform.PostAsync(Events.Lines(numbers.Select(
                number => Events.Funding($"Changed {round} {number}", $"{round}-{number}", source: $"/feeds/tests/{feed}"))));
        }
    }));

    private async Task ServeAsync(int generation)
    {
        using var ops = Platform.Projections.Client(Role.Ops);
        await Eventually.Be("the new generation is served", async () =>
            (await ops.PostAsync(new Uri($"/v1/generations/{generation}/promote", UriKind.Relative), null)).IsSuccessStatusCode);
    }
}
