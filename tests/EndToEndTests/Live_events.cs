using System.Diagnostics;
using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests;

public sealed class Live_events(Platform platform) : EndToEnd(platform)
{
    private const int Writers = 4;
    private const int PerWriter = 600;
    private const int PerConnection = 250;
    private static readonly TimeSpan Deadline = Eventually.Patience;

    [Fact]
    public async Task A_follower_sees_a_report_soon_after_it_was_posted()
    {
        using var deadline = new CancellationTokenSource(Deadline);
        await Platform.PostAsync(Events.One(Events.Funding("Live", "live-first")));
        await using var events = new Follower(Platform.Reader).FollowAsync(deadline.Token).GetAsyncEnumerator(deadline.Token);
        var seen = "";
        while (seen != "live-first") seen = await NextIdAsync();

        var latencies = new List<double>();
        foreach (var number in Enumerable.Range(1, 10))
        {
            var watch = Stopwatch.StartNew();
            await Platform.PostAsync(Events.One(Events.Funding("Live", $"live-{number}")));
            (await NextIdAsync()).ShouldBe($"live-{number}");
            latencies.Add(watch.Elapsed.TotalMilliseconds);
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"from the post to the follower, ms: {string.Join(' ', latencies.Select(latency => $"{latency:0}"))}");
        latencies.Max().ShouldBeLessThan(1000);

        async Task<string> NextIdAsync() =>
            await events.MoveNextAsync() ? (string)events.Current.Event["id"]! : throw new EndOfStreamException();
    }

    [Fact]
    public async Task The_newest_are_found_without_the_end_of_the_log_however_far_back_they_are()
    {
        await Platform.PostAsync(Events.Lines([.. Enumerable.Range(1, 4).Select(number => Events.Funding("Newest", $"newest-{number}"))]));
        await Platform.PostAsync(Events.Lines([.. Enumerable.Range(1, 60).Select(number => Events.Funding("Others", $"others-{number}"))]));
        await Eventually.Be("all reports are stored", async () => (await IdsAsync("company=others&last=100")).Count == 60);

        (await IdsAsync("company=newest&last=3")).ShouldBe(["newest-2", "newest-3", "newest-4"]);
        (await IdsAsync("company=newest&last=1000")).Count.ShouldBe(4);
        (await IdsAsync("company=nobody&last=3")).ShouldBeEmpty();
        using var refused = await Platform.Reader.GetAsync(new Uri("/v1/events?last=3&after=1", UriKind.Relative));
        (await refused.Content.ReadAsStringAsync()).ShouldContain("cannot be combined with 'after'");

        async Task<List<string>> IdsAsync(string query) =>
            [.. (await Platform.GetAsync($"/v1/events?{query}"))["items"]!.AsArray().Select(item => (string)item!["id"]!)];
    }

    [Fact]
    public async Task A_follower_is_answered_before_there_is_anything_to_tell()
    {
        using var deadline = new CancellationTokenSource(Deadline);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/events?company=nobody-has-this-key");
        request.Headers.Accept.ParseAdd("text/event-stream");

        using var answer = await Platform.Reader.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token);

        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
    }

    [Fact]
    public async Task A_follower_that_reconnects_misses_none_and_repeats_none_while_four_feeds_post()
    {
        using var deadline = new CancellationTokenSource(Deadline);
        var follower = new Follower(Platform.Reader);
        var before = await Platform.StoredAsync();
        var posting = Task.WhenAll(Enumerable.Range(0, Writers).Select(PostAllAsync));

        var seen = new List<long>();
        var connections = 0;
        while (seen.Count < before + Writers * PerWriter)
        {
            connections++;
            var here = 0;
            await foreach (var (id, cloudEvent) in follower.FollowAsync(deadline.Token))
            {
                var position = long.Parse(id);
                position.ShouldBe((long)cloudEvent["position"]!);
                seen.Add(position);
                if (++here == PerConnection || seen.Count == before + Writers * PerWriter)
                    break; // drops the connection with events in flight
            }
        }

        await posting;
        connections.ShouldBeGreaterThan(5);
        seen.ShouldBe(await Platform.Workspace.ListAsync<long>("select seq_id from log.mt_events where not is_archived order by seq_id"));
    }

    private async Task PostAllAsync(int writer)
    {
        foreach (var numbers in Enumerable.Range(0, PerWriter).Chunk(20))
        {
            await Platform.PostAsync(
                Events.Lines(numbers.Select(number => Events.Funding($"Followed {writer}-{number % 3}", $"{writer}-{number}"))));
        }
    }
}
