using System.Net;
using System.Text.Json.Nodes;
using EventPlatform.Contracts;
using EventPlatform.IntegrationTests.Log;

namespace EventPlatform.IntegrationTests.ReadTables;

/// <summary>The order and the formats of lists, and the facts that explain a number.</summary>
[Trait("Servers", "any")]
public sealed class Lists_and_proofs(RunningQuery query) : IClassFixture<RunningQuery>
{
    [Theory]
    [InlineData("known", "s1 s2 s3 s4")]
    [InlineData("-known", "s4 s3 s2 s1")]
    [InlineData("date", "s3 s1 s4 s2")]
    [InlineData("-date", "s2 s4 s1 s3")]
    [InlineData("amount", "s2 s3 s1 s4")]
    [InlineData("-amount", "s1 s3 s2 s4")]
    public async Task Facts_are_sorted_page_by_page(string sort, string expected)
    {
        await query.GivenAsync(
            Reports.Round("sorted", "s1", 30, on: "2018-03", round: FundingRound.SeriesA),
            Reports.Round("sorted", "s2", 10, on: "2021", round: FundingRound.SeriesB),
            Reports.Round("sorted", "s3", 20, on: "../2017-01", round: FundingRound.SeriesC),
            Reports.Round("sorted", "s4", null, on: "2019-01-01", round: FundingRound.SeriesD));

        var (facts, pages) = await query.AllPagesAsync($"/v1/facts?company=sorted&sort={sort}&limit=1");

        pages.ShouldBe(4);
        string.Join(' ', facts.Select(fact => (string)fact["data"]!["round"]! switch
        {
            "series-a" => "s1",
            "series-b" => "s2",
            "series-c" => "s3",
            _ => "s4"
        })).ShouldBe(expected);
    }

    [Theory]
    [InlineData("status=completed", 1)]
    [InlineData("status=rumoured", 0)]
    [InlineData("country=CN", 1)]
    [InlineData("country=US", 0)]
    [InlineData("round=series-a", 1)]
    [InlineData("round=seed", 0)]
    [InlineData("investor=finder", 1)]
    [InlineData("investor=loser", 0)]
    [InlineData("source=/feeds/tests", 1)]
    [InlineData("source=/feeds/others", 0)]
    [InlineData("state=reported", 1)]
    [InlineData("state=disputed", 0)]
    [InlineData("currency=USD", 1)]
    [InlineData("product=p7", 0)]
    [InlineData("technology=wind", 0)]
    public async Task Facts_are_found_by_what_they_are_about(string filter, int found)
    {
        await query.GivenAsync(Reports.Round("filtered", "filtered-1", 7, investors: "Finder"));

        (await query.GetAsync($"/v1/facts?company=filtered&{filter}"))["items"]!.AsArray().Count.ShouldBe(found);
    }

    [Fact]
    public async Task The_facts_that_explain_a_number_add_up_to_it_and_show_their_evidence()
    {
        await query.GivenAsync(
        [
            .. Enumerable.Range(1, 5).Select(number =>
                Reports.Round("proof", $"proof-{number}", number, on: $"20{10 + number}", investors: "Prover")),
            Reports.Round("proof", "proof-x", null, investors: "Prover")
        ]);
        await query.GivenAsync(Reports.Plant("Proof Plant", "proof-plant", PlantStatus.Opened, "2015", "Proof", country: "FR"));

        foreach (var number in (string[])
            ["groupBy=company&key=proof", "groupBy=investor&key=prover", "groupBy=year&key=2013",
            "groupBy=company&key=proof&asOf=2012-12-31", "groupBy=investor&key=prover&asOf=2012-12-31"])
        {
            var total = (await query.GetAsync($"/v1/funding/totals?currency=USD&{number}"))["items"]!.AsArray().ShouldHaveSingleItem()!;
            var (parts, _) = await query.AllPagesAsync($"/v1/explain?currency=USD&limit=2&{number}");
            parts.Sum(part => (decimal)part["part"]!).ShouldBe((decimal)total["amount"]!, number);
            parts.Count.ShouldBe((int)total["rounds"]!, number);
            ((string)parts[0]["reports"]![0]!["evidence"]!["url"]!).ShouldBe("https://example.com/news");
        }

        ((decimal)(await query.GetAsync("/v1/explain?of=undisclosed&key=proof"))["value"]!).ShouldBe(1);
        ((decimal)(await query.GetAsync("/v1/explain?of=plants&groupBy=country&key=FR&asOf=2016-01-01"))["value"]!).ShouldBe(1);
        ((decimal)(await query.GetAsync("/v1/explain?of=plants&groupBy=technology&key=Wind&owner=proof"))["value"]!).ShouldBe(1);
        ((decimal)(await query.GetAsync("/v1/explain?key=nobody&currency=USD"))["value"]!).ShouldBe(0);
    }

    [Fact]
    public async Task Explain_answers_500_if_the_facts_do_not_add_up()
    {
        await query.GivenAsync(Reports.Round("doubtful", "doubtful-1", 10));
        await query.Workspace.ScalarAsync<long>(
            "update read_1.funding_totals set amount = 11 where dimension = 'company' and key = 'doubtful'");

        var answer = await query.GetAsync("/v1/explain?key=doubtful&currency=USD", HttpStatusCode.InternalServerError);

        ((string)answer["title"]!).ShouldBe("The facts do not add up to the number");
        answer.AsObject().ContainsKey("items").ShouldBeFalse();
    }

    [Fact]
    public async Task An_answer_that_a_client_has_is_not_sent_again_until_something_is_projected()
    {
        await query.GivenAsync(Reports.Round("tagged", "tagged-1", 1));
        using var first = await query.SendAsync("/v1/companies/tagged");
        using var again = await query.SendAsync("/v1/companies/tagged", ("If-None-Match", first.Headers.ETag!.ToString()));
        await query.GivenAsync(Reports.Round("tagged", "tagged-2", 2, round: FundingRound.SeriesB));
        using var later = await query.SendAsync("/v1/companies/tagged", ("If-None-Match", first.Headers.ETag!.ToString()));

        (again.StatusCode, later.StatusCode).ShouldBe((HttpStatusCode.NotModified, HttpStatusCode.OK));
        first.Headers.CacheControl!.NoCache.ShouldBeTrue();
        (await again.Content.ReadAsStringAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_list_is_given_as_CSV_or_NDJSON_and_compressed_with_a_link_to_the_next_page()
    {
        await query.GivenAsync(Reports.Round("=Formed, \"Ltd\"", "formed-1", 1),
            Reports.Round("=Formed, \"Ltd\"", "formed-2", 2, round: FundingRound.SeriesB));

        using var csv = await query.SendAsync("/v1/companies?search=formed", ("Accept", "text/csv"));
        using var lines = await query.SendAsync("/v1/facts?company=formed&limit=1", ("Accept", "application/x-ndjson"));
        using var compressed = await query.SendAsync("/v1/facts?company=formed", ("Accept-Encoding", "br, gzip"));

        csv.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        (await csv.Content.ReadAsStringAsync()).Split("\r\n").ShouldBe(
            ["\"key\",\"name\",\"names\",\"aliases\"", "\"formed\",\"'=Formed, \"\"Ltd\"\"\",\"'=Formed, \"\"Ltd\"\"\",\"\"", ""]);
        long.Parse(csv.Headers.GetValues("Position").ShouldHaveSingleItem()).ShouldBeGreaterThan(0);
        ((decimal)JsonNode.Parse(await lines.Content.ReadAsStringAsync())!["amount"]!["amount"]!).ShouldBe(1);
        var next = lines.Headers.GetValues("Link").ShouldHaveSingleItem();
        next.ShouldEndWith("; rel=\"next\"");
        ((decimal)(await query.GetAsync(next.Split('>')[0][1..]))["items"]![0]!["amount"]!["amount"]!).ShouldBe(2);
        compressed.Content.Headers.ContentEncoding.ShouldHaveSingleItem();
    }
}
