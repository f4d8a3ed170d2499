using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests;

/// <summary>No feed can keep another feed out, whatever it sends and however much.</summary>
[Trait("Servers", "any")]
public sealed class Fairness(Platform platform) : EndToEnd(platform)
{
    public const string HotCompany = "Hot Company";
    private const string OtherKey = "the key of the other feed";
    private const int Slowdown = 20;
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan LongerThanABodyMayTake = TimeSpan.FromSeconds(12);

    public static TheoryData<string> Ways => [.. HostileFeed.Ways.Keys];

    [Theory]
    [MemberData(nameof(Ways))]
    public Task Another_feed_is_answered_within_a_second_during(string way) => IsAnsweredAsync([way], Watched);

    [Fact]
    public Task Another_feed_is_answered_within_a_second_while_all_of_it_happens_at_once() =>
        IsAnsweredAsync(HostileFeed.Ways.Keys, LongerThanABodyMayTake);

    private async Task IsAnsweredAsync(IEnumerable<string> ways, TimeSpan during)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(OtherKey)));
        await using var ingestion = new ServiceProcess("Ingestion", Platform.Workspace,
            ("ApiKeys__4__Name", "other"), ("ApiKeys__4__Role", "feed"), ("ApiKeys__4__Sha256", hash));
        await ingestion.StartReadyAsync();
        using var feed = ingestion.Client(null);
        feed.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", OtherKey);
        var hostile = new HostileFeed(ingestion.Address, Keys.Of(Role.Feed));
        var quiet = await SlowestAsync(feed, Quiet);

        using var end = new CancellationTokenSource();
        var clients = Task.WhenAll(ways.Select(way => HostileFeed.Ways[way](hostile, end.Token)));
        await Eventually.Be("the hostile feed is at work", () => hostile.Sent > 2_000);
        var slowest = await SlowestAsync(feed, during);
        await end.CancelAsync();
        await clients;
        var after = await SlowestAsync(feed, Quiet);

        // A machine that is busy with other work answers slowly even without a hostile feed
        var allowed = TimeSpan.FromTicks(Math.Max(Promised.Ticks, Slowdown * Math.Max(quiet.Ticks, after.Ticks)));
        slowest.ShouldBeLessThan(allowed,
            $"{quiet.TotalMilliseconds:0} ms before and {after.TotalMilliseconds:0} after the hostile feed, " +
            $"which sent {hostile.Sent} bytes");
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{quiet.TotalMilliseconds:0} / {slowest.TotalMilliseconds:0} / {after.TotalMilliseconds:0} ms");
    }

    /// <summary>
    /// Posts events and batches of many sizes one after the other, and requires 202 for each. Returns how long the slowest took.
    /// </summary>
    private static async Task<TimeSpan> SlowestAsync(HttpClient feed, TimeSpan during)
    {
        var slowest = TimeSpan.Zero;
        var number = 0;
        for (var all = Stopwatch.StartNew(); all.Elapsed < during || number < 10; number++)
        {
            var began = Stopwatch.GetTimestamp();
            using var answer = await feed.PostEventsAsync(Next(number));
            var took = Stopwatch.GetElapsedTime(began);
            var body = await answer.Content.ReadAsStringAsync();
            answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, $"request {number} after {took.TotalSeconds:0.0} s: {body}");
            if (took > slowest && number > 5) slowest = took; // the first ones wait for the JIT compiler
        }

        return slowest;
    }

    private static HttpContent Next(int number) => (number % 5) switch
    {
        0 => Events.One(Event(HotCompany, 0)),
        1 => Events.One(Event($"Company {number}", 0)),
        2 => Events.One(Event(HotCompany, 200_000)),
        3 => Batch([Event(HotCompany, 30_000), Event("Another Company", 30_000)]),
        _ => Batch(Enumerable.Range(0, 1_000).Select(_ => Event(HotCompany, 0))),
    };

    private static HttpContent Batch(IEnumerable<JsonObject> events) =>
        Events.Content($"[{string.Join(',', events.Select(one => one.ToJsonString()))}]", "application/cloudevents-batch+json");

    private static JsonObject Event(string company, int padding)
    {
        var report = Events.Funding(company, $"{Random.Shared.NextInt64()}", source: "/feeds/other");
        if (padding > 0) report["data"]!["padding"] = new string('p', padding);
        return report;
    }
}
