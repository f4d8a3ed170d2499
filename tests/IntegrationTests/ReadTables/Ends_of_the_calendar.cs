using EventPlatform.Contracts;
using EventPlatform.IntegrationTests.Log;

namespace EventPlatform.IntegrationTests.ReadTables;

/// <summary>9999-12-31 and 0001-01-01 are days like any other; open ends lie beyond them.</summary>
[Trait("Servers", "any")]
public sealed class Ends_of_the_calendar(RunningQuery query) : IClassFixture<RunningQuery>
{
    [Theory]
    [InlineData("9999-12-31", "9999-12-31")]
    [InlineData("9999-12-31", "9999-12-01/..")]
    [InlineData("9999-12", "9999-12-31")]
    [InlineData("0001-01-01", "0001-01-31")]
    [InlineData("../0001-01-01", "0001-01-01")]
    public async Task R24_A_page_finds_what_is_near_a_date_that_an_earlier_page_stored(string one, string other)
    {
        var company = $"near {one} {other}".Replace('/', ' ').Replace("..", "open", StringComparison.Ordinal);
        await query.GivenAsync(Reports.Of(Raised(company, one), $"{company}-a", source: "/feeds/one"));
        await query.RestartProjectionsAsync();
        await query.GivenAsync(Reports.Of(Raised(company, other), $"{company}-b", source: "/feeds/other"));

        var key = new CompanyRef { Name = company }.KeyAsSent();
        var facts = (await query.GetAsync($"/v1/facts?company={key}"))["items"]!.AsArray();
        facts.ShouldHaveSingleItem()!["sources"]!.AsArray().Count.ShouldBe(2);
        var totals = (await query.GetAsync($"/v1/funding/totals?groupBy=company&key={key}"))["items"]!.AsArray();
        ((decimal)totals.ShouldHaveSingleItem()!["amount"]!).ShouldBe(1_000_000);
    }

    [Theory]
    [InlineData("asOf=9999-12-31", "last day, first day, up to the first day")]
    [InlineData("asOf=0001-01-01", "first day, up to the first day")]
    [InlineData("from=9999-12-31", "last day, open end")]
    [InlineData("to=0001-01-01", "first day, up to the first day")]
    [InlineData("from=0001-01-01&to=0001-01-01", "first day, up to the first day")]
    public async Task R43_A_question_about_such_a_day_leaves_open_ends_out_where_it_should(string asked, string expected)
    {
        var company = $"asked {asked}";
        (string Name, string On)[] rounds =
        [
            ("last day", "9999-12-31"), ("open end", "9999-12-01/.."), ("first day", "0001-01-01"),
            ("up to the first day", "../0001-01-01"),
        ];
        await query.GivenAsync([.. rounds.Select((round, index) =>
            Reports.Of(Raised(company, round.On) with { Remark = round.Name }, $"{company}-{index}"))]);

        var key = new CompanyRef { Name = company }.KeyAsSent();
        var facts = (await query.GetAsync($"/v1/facts?company={key}&{asked}"))["items"]!.AsArray();
        facts.Select(fact => (string?)fact!["data"]!["remark"]).ShouldBe(expected.Split(", "), ignoreOrder: true);
    }

    private static FundingRaised Raised(string company, string on) => new()
    {
        Company = new() { Name = company }, Status = DealStatus.Announced, Round = FundingRound.SeriesA, On = PartialDate.Parse(on),
        Amount = new(1_000_000, "USD"),
    };
}
