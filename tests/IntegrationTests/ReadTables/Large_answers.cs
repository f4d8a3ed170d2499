using System.Net;
using System.Net.Http.Headers;
using EventPlatform.Contracts;
using EventPlatform.Hosting.Access;
using EventPlatform.IntegrationTests.Log;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.ReadTables;

/// <summary>Pages are limited to 4 MB as well as by count, and a key to a number of streams.</summary>
[Trait("Servers", "any")]
public sealed class Large_answers(RunningQuery query) : IClassFixture<RunningQuery>
{
    private const int Count = 40;
    private const int MaxBytes = 4 * 1024 * 1024;

    [Theory]
    [InlineData("/v1/facts?company=large&limit=500", Count)]
    [InlineData("/v1/companies/large/history?limit=500", Count + 1)]
    [InlineData("/v1/explain?key=large&currency=USD&limit=500", Count)]
    public async Task Of_lists_come_in_pages_that_miss_nothing(string path, int count)
    {
        await GivenAsync();

        var pages = await query.WalkAsync(path, () => Task.CompletedTask);

        pages.Count.ShouldBeGreaterThan(1);
        foreach (var page in pages) page.ToJsonString().Length.ShouldBeLessThanOrEqualTo(MaxBytes);
        pages.Sum(page => page["items"]!.AsArray().Count).ShouldBe(count);
    }

    [Fact]
    public async Task Of_one_fact_come_in_pages_that_miss_nothing()
    {
        await GivenAsync();
        var revised = (await query.GetAsync("/v1/facts?company=large&state=revised&limit=1"))["items"]![0]!["id"];

        var pages = await query.WalkAsync($"/v1/facts/{revised}?limit=500", () => Task.CompletedTask);

        foreach (var page in pages) page.ToJsonString().Length.ShouldBeLessThanOrEqualTo(MaxBytes);
        (pages.Sum(page => page["versions"]!.AsArray().Count), pages.Sum(page => page["reports"]!.AsArray().Count)).ShouldBe((2, 2));
    }

    [Theory]
    [InlineData("/v1/events?company=large")]
    [InlineData("/v1/facts/changes?company=large")]
    public async Task Large_followable_lists_are_complete_in_pages_and_as_a_stream(string path)
    {
        var last = await GivenAsync();
        var (seen, next) = (0, "0");
        for (var items = 1; items > 0; seen += items)
        {
            var page = await query.GetAsync($"{path}&limit=1000&after={next}");
            page.ToJsonString().Length.ShouldBeLessThanOrEqualTo(MaxBytes);
            (items, next) = (page["items"]!.AsArray().Count, (string)page["next"]!.ToString());
        }

        seen.ShouldBe(Count + 1);
        using var answer = await StreamAsync(query.Reader, path);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        for (var followed = 0; followed < Count + 1;)
        {
            if ((await lines.ReadLineAsync())!.StartsWith("data: {", StringComparison.Ordinal)) followed++;
        }

        last.ShouldBeGreaterThan(Count);
    }

    [Fact]
    public async Task A_key_with_as_many_streams_as_it_may_have_is_refused_another_until_one_ends()
    {
        await query.GivenAsync(Reports.Round("streamed", "streamed-1", 1));
        await using var bounded = new ServiceProcess("Query", query.Workspace, ("Limits__StreamsPerKey", "2"));
        await bounded.StartReadyAsync();
        using var reader = bounded.Client(Role.Read);
        using var ops = bounded.Client(Role.Ops);
        using var one = await StreamAsync(reader, "/v1/events");
        var two = await StreamAsync(reader, "/v1/facts");

        using var refused = await StreamAsync(reader, "/v1/events");
        using var ofAnother = await StreamAsync(ops, "/v1/events");

        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        ((string)(await refused.JsonAsync())["detail"]!).ShouldContain("2 streams");
        ofAnother.StatusCode.ShouldBe(HttpStatusCode.OK);
        two.Dispose();
        await Eventually.Be("a stream is accepted again", async () =>
        {
            using var again = await StreamAsync(reader, "/v1/facts/changes");
            return again.StatusCode == HttpStatusCode.OK;
        });
    }

    [Theory]
    [InlineData("/v1/events?after=999999999")]
    [InlineData("/v1/events?after=999999999&wait=30")]
    [InlineData("/v1/facts/changes?after=999999999&wait=30")]
    [InlineData("/v1/facts/changes?after=999999999.1@1")]
    [InlineData("/v1/events", "999999999")]
    [InlineData("/v1/facts", "999999999.0@1")]
    public async Task A_place_beyond_the_log_is_gone(string path, string? lastId = null)
    {
        await query.GivenAsync(Reports.Round("gone", "gone-1", 1));
        using var answer = lastId is null ? await query.SendAsync(path) : await StreamAsync(query.Reader, path, lastId);

        answer.StatusCode.ShouldBe(HttpStatusCode.Gone);
        var problem = await answer.JsonAsync();
        ((string)problem["detail"]!).ShouldContain($"ends at position {problem["endOfLog"]}");
    }

    private static Task<HttpResponseMessage> StreamAsync(HttpClient http, string path, string? lastId = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path)
        {
            Headers = { Accept = { new MediaTypeWithQualityHeaderValue("text/event-stream") } },
        };
        if (lastId is not null) request.Headers.Add("Last-Event-ID", lastId);
        return http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>Appends the reports once for all tests of the class, and returns the last position.</summary>
    private async Task<long> GivenAsync()
    {
        if ((await query.GetAsync("/v1/companies?search=large"))["items"]!.AsArray().Count == 0)
        {
            foreach (var number in Enumerable.Range(1, Count)) await query.GivenAsync(Large($"large-{number}", $"{1900 + number}"));
            await query.GivenAsync(Large("large-1", "1901-02", "again"));
        }

        return await query.Workspace.ScalarAsync<long>("select max(seq_id) from log.mt_events");
    }

    /// <summary>Makes a report with large names and large evidence.</summary>
    private static AcceptedReport Large(string record, string on, string version = "first") => Reports.Of(new FundingRaised
    {
        Company = new CompanyRef { Name = "large" }, Status = DealStatus.Completed, Round = FundingRound.Venture,
        On = PartialDate.Parse(on), Amount = new Money(1, "USD"),
        Investors = [.. Enumerable.Range(0, 700).Select(number =>
            new Investor(new Party { Name = $"{record} {number} {Random(number, 120)}", Kind = PartyKind.Organisation }))],
        Evidence = new Evidence { Quote = Random(record.Length, 100_000) },
    }, $"{record}-{version}", record);

    /// <summary>Returns a random text, which does not compress well.</summary>
    private static string Random(int seed, int length) =>
        string.Concat(Enumerable.Repeat(new Random(seed), length).Select(random => (char)random.Next('a', 'z')));
}
