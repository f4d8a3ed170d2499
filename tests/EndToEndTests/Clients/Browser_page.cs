using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests.Clients;

/// <summary>A page of another origin follows facts with a token instead of a key.</summary>
[Trait("Servers", "any")]
public sealed class Browser_page(Platform platform) : EndToEnd(platform)
{
    private const string Stream = "/v1/facts/changes?company=shown";

    [Fact]
    public async Task Follows_live_through_a_restart_of_query_and_ends_within_5_seconds_of_revocation()
    {
        var origin = new Uri($"http://localhost:{Machine.FreePort()}");
        await using var query = new ServiceProcess("Query", Platform.Workspace,
            ("EventStore__Url", Platform.EventStore.Address.ToString()), ("EventStore__Key", Keys.Of(Role.Service)),
            ("Cors__Origins", origin.GetLeftPart(UriPartial.Authority)));
        await query.StartReadyAsync();
        var (id, key) = await CreateKeyAsync("page");
        using var holder = query.Client(null);
        holder.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        await Eventually.Be("the key is known", async () => (await CreateTokenAsync(holder, Stream)).StatusCode == HttpStatusCode.OK);
        await using var server = new PageServer(origin, holder, Stream);
        await server.StartAsync();
        await using var browser = new Chromium(origin);
        await Eventually.Be("the page is live", () => server.Shown.Contains("Live", StringComparison.Ordinal));

        await Platform.PostAsync(Events.One(Events.Funding("Shown", "shown-1")));
        await Eventually.Be("the page shows the first fact", () => Count(server) == 1);
        await query.KillAsync();
        await query.StartReadyAsync();
        await Platform.PostAsync(Events.One(Events.Funding("Shown", "shown-2")));
        await Eventually.Be("the page shows both facts, once each", () => Count(server) == 2);

        using var ops = Platform.EventStore.Client(Role.Ops);
        using var revoked = await ops.DeleteAsync(new Uri($"/v1/keys/{id}", UriKind.Relative));
        var since = Stopwatch.StartNew();
        await Eventually.Be("the page reports the revocation",
            () => server.Shown.Contains("The key was revoked", StringComparison.Ordinal));
        since.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("/v1/facts/changes?company=other&access_token={0}")]
    [InlineData("/v1/facts/changes?access_token={0}")]
    [InlineData("/v1/facts/changes?company=shown&type=PlantOpened&access_token={0}")]
    [InlineData("/v1/facts?company=shown&access_token={0}")]
    [InlineData("/v1/facts/changes?company=shown&access_token={0}x")]
    [InlineData("/v1/facts/changes?company=shown&access_token=x.y.z")]
    [InlineData("/v1/facts/changes?company=shown&access_token=eyJhbGciOiJub25lIn0.e30.")]
    public async Task A_token_opens_no_other_stream(string path)
    {
        var token = await TokenAsync();

        var (status, title) = await OpenAsync(string.Format(path, token), "text/event-stream");

        (status, title).ShouldBe((HttpStatusCode.Unauthorized, "The stream token is not valid"));
    }

    [Theory]
    [InlineData("/v1/facts/changes?company=shown&access_token={0}", "application/json")]
    [InlineData("/v1/facts/changes?company=shown&access_token={0}", "application/json, text/event-stream;q=0.1")]
    [InlineData("/v1/facts/changes?company=shown&access_token={0}", "text/event-stream;q=0")]
    [InlineData("/v1/companies?access_token={0}", "text/event-stream")]
    public async Task A_token_reads_no_page(string path, string accept)
    {
        (await OpenAsync(string.Format(path, await TokenAsync()), accept))
            .ShouldBe((HttpStatusCode.Unauthorized, "No valid key"));
    }

    [Fact]
    public async Task A_token_opens_its_stream_whatever_the_order_of_its_parameters_and_from_any_cursor()
    {
        using var made = await CreateTokenAsync(Platform.Reader, "/v1/facts?type=FundingRaised&company=shown");
        var token = (string)(await made.JsonAsync())["token"]!;

        (await OpenAsync($"/v1/facts?after=0&company=shown&type=FundingRaised&access_token={token}", "text/event-stream"))
            .ShouldBe((HttpStatusCode.OK, ""));
    }

    [Theory]
    [InlineData("/v1/companies")]
    [InlineData("https://evil.example/v1/facts")]
    [InlineData("/v1/facts?company=a#b")]
    [InlineData("/v1/facts?access_token=a")]
    [InlineData("/v1/facts?after=5")]
    [InlineData("")]
    public async Task There_are_tokens_of_streams_only(string stream)
    {
        using var refused = await CreateTokenAsync(Platform.Reader, stream);

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        ((string)(await refused.JsonAsync())["title"]!).ShouldBe("No such stream");
    }

    private static int Count(PageServer server) => server.Shown.Split('\n').Count(line => line == "shown: FundingRaised");

    private async Task<string> TokenAsync()
    {
        using var made = await CreateTokenAsync(Platform.Reader, Stream);
        return (string)(await made.JsonAsync())["token"]!;
    }

    private static Task<HttpResponseMessage> CreateTokenAsync(HttpClient holder, string stream) =>
        holder.PostAsJsonAsync(new Uri("/v1/stream-tokens", UriKind.Relative), new { stream });

    private async Task<(string Id, string Key)> CreateKeyAsync(string name)
    {
        using var ops = Platform.EventStore.Client(Role.Ops);
        using var made = await ops.PostAsJsonAsync(new Uri("/v1/keys", UriKind.Relative), new { name, role = "read" });
        var key = await made.JsonAsync();
        return ((string)key["id"]!, (string)key["key"]!);
    }

    private async Task<(HttpStatusCode Status, string Title)> OpenAsync(string path, string accept)
    {
        using var anyone = Platform.Query.Client(null);
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", accept } } };
        using var answer = await anyone.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return (answer.StatusCode, answer.IsSuccessStatusCode ? "" : (string)(await answer.JsonAsync())["title"]!);
    }
}
