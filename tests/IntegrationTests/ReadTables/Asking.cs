using System.Net;
using System.Net.Http.Headers;
using EventPlatform.Hosting.Access;
using EventPlatform.IntegrationTests.Log;

namespace EventPlatform.IntegrationTests.ReadTables;

public sealed class Asking(RunningQuery query) : IClassFixture<RunningQuery>
{
    [Fact]
    public async Task Pages_of_facts_cover_all_of_them_once()
    {
        await query.GivenAsync(Reports.Chunk("paged", "paged", 25));

        var (facts, pages) = await query.AllPagesAsync("/v1/facts?company=paged&limit=10");

        pages.ShouldBe(3);
        facts.Select(fact => (decimal)fact["amount"]!["amount"]!).ShouldBe(Enumerable.Range(1, 25).Select(amount => (decimal)amount));
    }

    [Fact]
    public async Task Pages_of_companies_cover_all_of_them_once()
    {
        await query.GivenAsync([.. Enumerable.Range(10, 15).Select(number => Reports.Funding($"listed-{number}", $"listed-{number}"))]);

        var (companies, pages) = await query.AllPagesAsync("/v1/companies?search=listed&limit=4");

        pages.ShouldBe(4);
        companies.Select(company => (string)company["key"]!).ShouldBe(Enumerable.Range(10, 15).Select(number => $"listed-{number}"));
    }

    [Fact]
    public async Task Pages_of_the_log_go_on_after_a_position_and_pass_over_what_a_filter_leaves_out()
    {
        var first = (await query.GivenAsync(Reports.Chunk("logged", "logged", 3)))[0].Position;
        await query.GivenAsync(Reports.Chunk("unlogged", "unlogged", 3));

        var page = await query.GetAsync($"/v1/events?after={first - 1}&company=logged&limit=2");
        var last = await query.GetAsync($"/v1/events?after={page["next"]}&company=logged&limit=2");

        page["items"]!.AsArray().Select(item => (string)item!["id"]!).ShouldBe(["logged-1", "logged-2"]);
        last["items"]!.AsArray().Select(item => (string)item!["id"]!).ShouldBe(["logged-3"]);
        (await query.GetAsync($"/v1/events?after={last["next"]}&company=logged"))["items"]!.AsArray().ShouldBeEmpty();
        ((long)last["position"]!).ShouldBeGreaterThan(first + 2);
    }

    [Theory]
    [InlineData("from=2020-02-29", 1)]
    [InlineData("from=2020-03-01", 0)]
    [InlineData("to=2020-02-01", 1)]
    [InlineData("to=2020-01-31", 0)]
    [InlineData("from=2020-02-10&to=2020-02-11", 1)]
    [InlineData("type=FundingRaised", 1)]
    [InlineData("type=PlantOpened", 0)]
    public async Task Facts_are_found_by_type_and_by_the_days_that_their_date_can_mean(string filter, int found)
    {
        await query.GivenAsync(Reports.Funding("dated", "dated-1")); // dated 2020-02

        (await query.GetAsync($"/v1/facts?company=dated&{filter}"))["items"]!.AsArray().Count.ShouldBe(found);
    }

    [Theory]
    [InlineData("/v1/facts?limit=0", "limit")]
    [InlineData("/v1/facts?limit=501", "limit")]
    [InlineData("/v1/facts?limit=ten", "limit")]
    [InlineData("/v1/facts?sort=size", "sort")]
    [InlineData("/v1/facts?sort=date&cursor=WyIxIiwiIiwia25vd24iLCIxIiwiMDAwMDAwMDAtMDAwMC0wMDAwLTAwMDAtMDAwMDAwMDAwMDAwIl0", "cursor")]
    [InlineData("/v1/facts?asOf=2019-11", "asOf")]
    [InlineData("/v1/facts?knownAt=yesterday", "knownAt")]
    [InlineData("/v1/facts?knownAt=2026-11-23T07:04:05", "knownAt")]
    [InlineData("/v1/facts?country=China", "country")]
    [InlineData("/v1/plants?year=20", "year")]
    [InlineData("/v1/plants/counts?groupBy=city", "groupBy")]
    [InlineData("/v1/explain?groupBy=company&key=xpeng", "currency")]
    [InlineData("/v1/explain?of=plants&groupBy=investor", "groupBy")]
    [InlineData("/v1/explain?of=undisclosed&key=xpeng&country=CN", "of")]
    [InlineData("/v1/facts?type=Nonsense", "type")]
    [InlineData("/v1/facts?from=2019-11", "from")]
    [InlineData("/v1/facts?to=tomorrow", "to")]
    [InlineData("/v1/facts?cursor=abc", "cursor")]
    [InlineData("/v1/facts?compny=xpeng", "compny")]
    [InlineData("/v1/facts?company=a&company=b", "company")]
    [InlineData("/v1/companies?limit=x", "limit")]
    [InlineData("/v1/companies?search=%00", "search")]
    [InlineData("/v1/companies/xpeng?x=1", "x")]
    [InlineData("/v1/funding/totals?groupBy=moon", "groupBy")]
    [InlineData("/v1/funding/totals?currency=dollars", "currency")]
    [InlineData("/v1/events?after=-1", "after")]
    [InlineData("/v1/events?after=first", "after")]
    [InlineData("/v1/facts?product=%EF%BF%BE", "product")]
    [InlineData("/v1/facts?source=a%ED%A0%80", "source")]
    [InlineData("/v1/facts?company=%FF", "company")]
    [InlineData("/v1/facts?knownAt=2026-11-23T07:04:60Z", "knownAt")]
    [InlineData("/v1/facts?minPosition=999999999", "minPosition")]
    [InlineData("/v1/companies?cursor=WyIxIiwiIiwiMCIsImFcdTAwMDAiXQ", "cursor")]
    [InlineData("/v1/companies?search=x&cursor=WyIxIiwiIiwiMCIsIlx1ZmZmZSJd", "cursor")]
    [InlineData("/v1/companies?cursor=WyI5OTk5OTk5OTkiLCIiLCIwIiwiYSJd", "cursor")]
    [InlineData("/v1/records?source=%2Ffeeds%2Ftests&cursor=WyIxIiwiIiwiYSJd", "cursor")]
    public async Task A_parameter_that_is_wrong_is_named(string path, string parameter)
    {
        var error = (await query.GetAsync(path, HttpStatusCode.BadRequest))["errors"]!.AsArray().ShouldHaveSingleItem()!;

        ((string)error["parameter"]!).ShouldBe(parameter);
        ((string)error["detail"]!).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("/v1/companies/nobody")]
    [InlineData("/v1/facts/00000000-0000-0000-0000-000000000000")]
    [InlineData("/v1/facts/not-an-id")]
    [InlineData("/v1/nothing")]
    public async Task What_does_not_exist_is_told_as_a_problem(string path) =>
        ((int)(await query.GetAsync(path, HttpStatusCode.NotFound))["status"]!).ShouldBe(404);

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData(Role.Feed, HttpStatusCode.Forbidden)]
    [InlineData(Role.Read, HttpStatusCode.OK)]
    [InlineData(Role.Ops, HttpStatusCode.OK)]
    public async Task Reading_wants_a_key_that_may(Role? role, HttpStatusCode expected)
    {
        using var http = query.ClientOf(role);
        foreach (var path in (string[])
            ["/v1/companies", "/v1/facts", "/v1/funding/totals", "/v1/events", "/v1/promises", "/v1/shipments/series?company=xpeng"])
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
            answer.StatusCode.ShouldBe(expected, path);
        }
    }

    [Theory]
    [InlineData("2999-01-01T01:30:00+02:00")]
    [InlineData("2999-01-01T01:30:00 02:00")]
    [InlineData("2999-01-01t01:30:00.123456789-05:00")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("9999-12-31T23:59:60-23:59")]
    public async Task What_was_known_is_asked_for_by_any_instant(string instant)
    {
        await query.GivenAsync(Reports.Funding("instant", "instant-1"));
        foreach (var path in (string[])
            ["/v1/facts?company=instant", "/v1/companies?search=instant", "/v1/funding/totals?key=instant", "/v1/plants?limit=1",
            "/v1/plants/counts?groupBy=country", "/v1/promises?limit=1", "/v1/shipments/series?company=instant",
            "/v1/explain?key=instant&currency=USD"])
        {
            using var answer = await query.SendAsync($"{path}&knownAt={Uri.EscapeDataString(instant)}");
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        }

        (await query.GetAsync($"/v1/facts?company=instant&knownAt={Uri.EscapeDataString(instant)}"))["items"]!.AsArray().Count
            .ShouldBe(instant[0] == '0' ? 0 : 1);
    }

    [Fact]
    public async Task A_last_event_id_that_is_no_position_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/events")
        {
            Headers = { Accept = { new MediaTypeWithQualityHeaderValue("text/event-stream") } }
        };
        request.Headers.Add("Last-Event-ID", "yesterday");

        using var answer = await query.Reader.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }
}
