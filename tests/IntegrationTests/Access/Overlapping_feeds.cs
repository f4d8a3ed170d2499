using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.Access;

/// <summary>
/// Reports get the trust and licence of their own feed, so a feed may cover the sources of another only if it names that feed.
/// </summary>
[Trait("Servers", "any")]
public sealed class Overlapping_feeds(RunningWriteSide services) : IClassFixture<RunningWriteSide>, IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        foreach (var (name, prefix) in ((string, string)[])[("inner", "/overlap/outer/inner"), ("short", "/beginning")])
        {
            using var made = await CreateAsync(name, prefix);
            made.StatusCode.ShouldBeOneOf(HttpStatusCode.Created, HttpStatusCode.Conflict); // Conflict: an earlier test created it
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("/overlap/outer/inner/")]
    [InlineData("/overlap/outer/inner//")]
    [InlineData("/overlap/outer/inner")]
    [InlineData("/overlap/outer/inner/most")]
    [InlineData("/overlap/outer/")]
    [InlineData("/overlap")]
    public async Task A_prefix_that_shares_sources_with_another_is_refused_with_the_name_of_that_feed(string prefix)
    {
        using var refused = await CreateAsync("another", prefix);

        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var problem = await refused.JsonAsync();
        problem["overlaps"]!.AsArray().Select(name => (string)name!).ShouldBe(["inner"]);
        ((string)problem["detail"]!).ShouldContain("'inner'");
    }

    [Theory]
    [InlineData("/", HttpStatusCode.Conflict)]
    [InlineData("///", HttpStatusCode.Conflict)]
    [InlineData("/ops", HttpStatusCode.Conflict)]
    [InlineData("/ops/", HttpStatusCode.Conflict)]
    [InlineData("/ops/feeds", HttpStatusCode.Conflict)]
    [InlineData("/Ops", HttpStatusCode.Conflict)]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("/overlap//x", HttpStatusCode.BadRequest)]
    [InlineData("/overlap/../ops", HttpStatusCode.BadRequest)]
    [InlineData("https://", HttpStatusCode.BadRequest)]
    public async Task What_belongs_to_ops_or_to_nobody_is_refused(string prefix, HttpStatusCode expected)
    {
        using var refused = await CreateAsync("another", prefix, "inner");

        refused.StatusCode.ShouldBe(expected);
    }

    [Theory]
    [InlineData("longer", "/beginning-and-more")]
    [InlineData("opposite", "/opsnews")]
    [InlineData("elsewhere", "https://elsewhere.example/feed/")]
    public async Task What_shares_nothing_is_taken_and_kept_in_one_spelling(string name, string prefix)
    {
        using var made = await CreateAsync(name, prefix);

        made.StatusCode.ShouldBe(HttpStatusCode.Created);
        ((string)(await made.JsonAsync())["sourcePrefix"]!).ShouldBe(prefix.TrimEnd('/'));
    }

    [Fact]
    public async Task Feeds_nest_if_declared_and_list_their_overlaps()
    {
        using var middle = await CreateAsync("middle", "/nested/outer/middle");
        using var unmeant = await CreateAsync("outer", "/nested/outer", "inner");
        using var outer = await CreateAsync("outer", "/nested/outer", "middle");
        using var third = await CreateAsync("innermost", "/nested/outer/middle/most", "middle");
        using var innermost = await CreateAsync("innermost", "/nested/outer/middle/most", "middle", "outer");

        middle.StatusCode.ShouldBe(HttpStatusCode.Created);
        unmeant.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        outer.StatusCode.ShouldBe(HttpStatusCode.Created);
        third.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        innermost.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await OverlapsAsync("middle")).ShouldBe(["innermost", "outer"]);

        using var unmoved = await PutAsync("innermost", "/nested/outer/middle/most", trust: 9);
        using var moved = await PutAsync("innermost", "/nested/outer/most", trust: 9);
        (unmoved.StatusCode, moved.StatusCode).ShouldBe((HttpStatusCode.OK, HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task Feeds_that_overlap_since_an_earlier_version_are_listed_and_go_on()
    {
        await services.Workspace.ScalarAsync<object>(
            "insert into access.feeds (name, source_prefix, trust) values ('old-a', '/old/a', 1), ('old-b', '/old/a/', 1), ('old-c', '/old/a/c', 1)");

        (await OverlapsAsync("old-a")).ShouldBe(["old-b", "old-c"]);
        (await OverlapsAsync("old-b")).ShouldBe(["old-a", "old-c"]);
        using var changed = await PutAsync("old-b", "/old/a/", trust: 7);
        changed.StatusCode.ShouldBe(HttpStatusCode.OK, await changed.Content.ReadAsStringAsync());
    }

    private async Task<IEnumerable<string>> OverlapsAsync(string name) =>
        (await services.Ops.GetFromJsonAsync<JsonObject>("/v1/feeds"))!["items"]!.AsArray()
            .Single(feed => (string)feed!["name"]! == name)!["overlaps"]!.AsArray().Select(other => (string)other!);

    private Task<HttpResponseMessage> CreateAsync(string name, string sourcePrefix, params string[] overlaps) =>
        services.Ops.PostAsJsonAsync("/v1/feeds", new { name, sourcePrefix, trust = 1, overlaps });

    private Task<HttpResponseMessage> PutAsync(string name, string sourcePrefix, int trust) =>
        services.Ops.PutAsJsonAsync($"/v1/feeds/{name}", new { name, sourcePrefix, trust });
}
