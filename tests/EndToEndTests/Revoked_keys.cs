using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests;

/// <summary>Answers that are still in progress when their key is revoked.</summary>
public sealed class Revoked_keys(Platform platform) : EndToEnd(platform)
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(5);
    private static readonly string[] Streams = ["/v1/events", "/v1/facts", "/v1/facts/changes?company=revoked"];
    private static readonly string[] Waits =
        ["/v1/events?after={0}&wait=60", "/v1/facts/changes?after={0}&wait=60", "/v1/receipts?source=/feeds/tests&id=never&wait=30"];

    [Fact]
    public async Task Streams_and_waiting_pages_end_within_5_seconds_and_say_why_while_those_of_other_keys_go_on()
    {
        await Platform.PostAsync(Events.One(Events.Funding("Revoked", "revoked-1")));
        await Platform.AreReadableAsync(1);
        await using var query = new ServiceProcess("Query", Platform.Workspace,
            ("EventStore__Url", Platform.EventStore.Address.ToString()), ("EventStore__Key", Keys.Of(Role.Service)));
        await query.StartReadyAsync();
        using var ops = Platform.EventStore.Client(Role.Ops);
        using var made = await ops.PostAsJsonAsync(new Uri("/v1/keys", UriKind.Relative), new { name = "leaver", role = "read" });
        var key = await made.JsonAsync();
        using var reader = query.Client(null);
        using var others = query.Client(Role.Read);
        reader.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)key["key"]!);
        await Eventually.Be("the key is known",
            async () => (await reader.GetAsync(new Uri("/v1/companies", UriKind.Relative))).IsSuccessStatusCode);
        var followers = Streams.Select(path => new Follower(reader, path)).ToList();
        var following = followers.ConvertAll(follower => ReadAsync(follower, CancellationToken.None));
        using var end = new CancellationTokenSource();
        var other = new Follower(others);
        var othersFollowing = ReadAsync(other, end.Token);
        var waiting = Waits.Select(path => reader.GetAsync(new Uri(string.Format(path, "1"), UriKind.Relative))).ToList();
        await Eventually.Be("all followers have received an event",
            () => followers.Append(other).All(follower => follower.LastId.Length > 0));

        using var revoked = await ops.DeleteAsync(new Uri($"/v1/keys/{key["id"]}", UriKind.Relative));
        var since = Stopwatch.StartNew();
        await Task.WhenAll([.. following, .. waiting]);

        since.Elapsed.ShouldBeLessThan(Promised);
        foreach (var follower in followers)
            follower.Told.ShouldHaveSingleItem().ShouldStartWith("revoked {\"title\":\"The key was revoked\",\"status\":401");
        foreach (var answer in waiting)
        {
            using var refused = await answer;
            refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            ((string)(await refused.JsonAsync())["title"]!).ShouldBe("The key was revoked");
        }

        await Platform.PostAsync(Events.One(Events.Funding("Revoked", "revoked-2")));
        await Eventually.Be("the follower with another key receives the next report", () => other.LastId == "2");
        await end.CancelAsync();
        await othersFollowing;
    }

    private static async Task ReadAsync(Follower follower, CancellationToken ct)
    {
        try
        {
            await foreach (var _ in follower.FollowAsync(ct)) { }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The test is over
        }
    }
}
