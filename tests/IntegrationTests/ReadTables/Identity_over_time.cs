using System.Net;
using System.Text.Json.Nodes;
using EventPlatform.Contracts;
using EventPlatform.IntegrationTests.Log;

namespace EventPlatform.IntegrationTests.ReadTables;

/// <summary>Companies that are merged and split, in the directory, in answers and in their history.</summary>
[Trait("Servers", "any")]
public sealed class Identity_over_time(RunningQuery query) : IClassFixture<RunningQuery>
{
    [Fact]
    public async Task A_merge_moves_everything_and_a_split_restores_it()
    {
        var before = (await query.GivenAsync(Reports.Round("Alpha Motors", "alpha-1", 10),
            Reports.Round("Beta Cars", "beta-1", 20, round: FundingRound.SeriesB)))[1].Position;
        var answers = await AnswersAsync();
        var merged = (await query.GivenAsync(
            Reports.Of(new CompaniesMerged { From = "beta-cars", Into = "alpha-motors" }, "merge-1", source: "/ops")))[0].Position;

        using (var old = await query.SendAsync($"/v1/companies/beta-cars?knownAt={merged}"))
        {
            old.StatusCode.ShouldBe(HttpStatusCode.PermanentRedirect);
            old.Headers.Location!.ToString().ShouldBe($"/v1/companies/alpha-motors?knownAt={merged}");
        }

        var alpha = await query.GetAsync("/v1/companies/alpha-motors");
        ((decimal)alpha["raised"]![0]!["amount"]!).ShouldBe(30);
        alpha["aliases"]!.AsArray().Select(key => (string)key!).ShouldBe(["beta-cars"]);
        alpha["names"]!.AsArray().Select(name => (string)name!).ShouldBe(["Beta Cars", "Alpha Motors"], ignoreOrder: true);
        Keys(await query.GetAsync("/v1/companies?search=beta")).ShouldBe(["alpha-motors"]);
        ((decimal)(await query.GetAsync("/v1/funding/totals?key=beta-cars"))["items"]![0]!["amount"]!).ShouldBe(30);

        await query.GivenAsync(Reports.Of(new CompaniesSplit { Key = "alpha-motors", Without = ["beta-cars"] }, "split-1", source: "/ops"));

        (await AnswersAsync()).ShouldBe(answers);
        (await AnswersAsync($"knownAt={before}")).ShouldBe(answers);
        (await ChangesAsync("alpha-motors"))
            .ShouldBe(["known by alpha-1", "joined by merge-1", "came by merge-1", "parted by split-1", "left by split-1"]);
        (await ChangesAsync("beta-cars"))
            .ShouldBe(["known by beta-1", "joined by merge-1", "left by merge-1", "parted by split-1", "came by split-1"]);
    }

    [Fact]
    public async Task The_history_tells_what_changed_by_which_report_page_by_page()
    {
        await query.GivenAsync(Reports.Round("Told", "told-1", 10, record: "told"));
        var revised = (await query.GivenAsync(Reports.Round("Told", "told-2", 15, record: "told")))[0].Position;
        await query.GivenAsync(
            Reports.Of(new ReportRetracted { Target = new RetractionTarget { RecordKey = "told" }, Reason = "wrong" }, "told-3"));

        var (entries, pages) = await query.AllPagesAsync("/v1/companies/told/history?limit=1");

        pages.ShouldBe(3);
        entries.Select(entry => (string)entry["change"]!).ShouldBe(["known", "changed", "retracted"]);
        ((long)entries[1]["position"]!).ShouldBe(revised);
        var amount = entries[1]["changes"]!.AsArray().Single(change => (string)change!["pointer"]! == "/amount/amount")!;
        (((decimal)amount["before"]!), ((decimal)amount["after"]!)).ShouldBe((10, 15));
    }

    [Fact]
    public async Task A_search_puts_the_name_itself_first_then_how_names_and_words_begin_then_what_is_like_it()
    {
        await query.GivenAsync([.. ((string[])["Quark", "Quark Energy", "Blue Quark", "Quarck", "Zebra"])
            .Select(name => Reports.Round(name, $"search {name}", 1))]);

        Keys(await query.GetAsync("/v1/companies?search=Quark")).ShouldBe(["quark", "quark-energy", "blue-quark", "quarck"]);
        var (paged, _) = await query.AllPagesAsync("/v1/companies?search=quark&limit=1");
        paged.Select(company => (string)company["key"]!).ShouldBe(["quark", "quark-energy", "blue-quark", "quarck"]);
        Keys(await query.GetAsync("/v1/companies?search=%25")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_portfolio_tells_with_whom_and_how_much()
    {
        await query.GivenAsync(
            Reports.Round("Held", "held-1", 10, on: "2018", investors: ["Fund One", "Fund Two"]),
            Reports.Round("Held", "held-2", 30, on: "2019", round: FundingRound.SeriesB, investors: ["Fund One", "Fund Two", "Fund Three"]),
            Reports.Round("Hold", "hold-1", null, on: "2017", investors: "Fund One"));

        var portfolio = await query.GetAsync("/v1/investors/fund-one");

        portfolio["rounds"]!.AsArray().Count.ShouldBe(3);
        ((decimal)portfolio["totals"]![0]!["amount"]!, (int)portfolio["undisclosedRounds"]!, (bool)portfolio["additive"]!)
            .ShouldBe((40, 1, false));
        portfolio["coInvestors"]!.AsArray().Select(other => $"{other!["name"]} {other["rounds"]}").ShouldBe(["Fund Two 2", "Fund Three 1"]);
        ((string)portfolio["first"]!["date"]!, (string)portfolio["last"]!["date"]!).ShouldBe(("2017", "2019"));
    }

    [Fact]
    public async Task R18_A_key_that_two_feeds_share_is_parted_and_what_was_known_before_stays()
    {
        await query.GivenAsync(
            Shared("Eps Zed", "eps-1", 20, "2007-12-13", "US", "/feeds/rd-a"),
            Shared("EPS Zed", "eps-2", 35, "2016-01-22", "IN", "/feeds/rd-b", "Seed Fund"));
        var before = await query.GetAsync("/v1/companies/eps-zed");
        var declared = (await query.GivenAsync(Reports.Of(
            new CompanyReassigned { Key = "eps-zed", To = "eps-zed-india", Source = "/feeds/rd-b" }, "parted-1", source: "/ops")))[0]
            .Position;
        await query.GivenAsync(Shared("EPS Zed", "eps-3", 50, "2018-01-22", "IN", "/feeds/rd-b"));

        (await RaisedAsync("eps-zed"), await RaisedAsync("eps-zed-india")).ShouldBe((20, 85));
        Names(await query.GetAsync("/v1/companies/eps-zed")).ShouldBe(["Eps Zed"]);
        Names(await query.GetAsync("/v1/companies/eps-zed-india")).ShouldBe(["EPS Zed"]);
        Keys(await query.GetAsync("/v1/companies?search=eps%20zed")).ShouldBe(["eps-zed", "eps-zed-india"]);
        WithoutPositions(await query.GetAsync($"/v1/companies/eps-zed?knownAt={declared - 1}")).ShouldBe(WithoutPositions(before));
        await query.GetAsync($"/v1/companies/eps-zed-india?knownAt={declared - 1}", HttpStatusCode.NotFound);
        (await ChangesAsync("eps-zed")).ShouldBe(["known by eps-1", "known by eps-2", "left by parted-1"]);
        (await ChangesAsync("eps-zed-india")).ShouldBe(["came by parted-1", "known by eps-3"]);
        (await EventsAsync("eps-zed")).ShouldBe(["eps-1"]);
        (await EventsAsync("eps-zed-india")).ShouldBe(["eps-2", "eps-3"]);
    }

    [Fact]
    public async Task R18_A_join_by_an_identifier_of_reassigned_reports_ends_and_the_key_no_longer_redirects()
    {
        await query.GivenAsync(
            Of("Leaf One", "leaf-1", "/feeds/rd-a", domain: "leafone.com"), Of("Leaf Two", "leaf-2", "/feeds/rd-a"),
            Of("Leaf Two", "leaf-3", "/feeds/rd-b", domain: "leafone.com"));
        using (var joined = await query.SendAsync("/v1/companies/leaf-two")) joined.StatusCode.ShouldBe(HttpStatusCode.PermanentRedirect);

        await query.GivenAsync(
            Reports.Of(new CompanyReassigned { Key = "leaf-two", To = "leaf-three", Source = "/feeds/rd-b" }, "parted-2", source: "/ops"));

        Names(await query.GetAsync("/v1/companies/leaf-two")).ShouldBe(["Leaf Two"]);
        using var other = await query.SendAsync("/v1/companies/leaf-three");
        other.Headers.Location!.ToString().ShouldBe("/v1/companies/leaf-one");
    }

    [Fact]
    public async Task R18_Single_records_are_reassigned_and_back_with_all_of_their_names()
    {
        await query.GivenAsync(
            Of("Buddy Beds", "buddy-1", "/feeds/rd-a", key: "buddy", record: "r1"),
            Of("Buddy Bots", "buddy-2", "/feeds/rd-a", key: "buddy", record: "r2"),
            Of("Buddy Bots", "buddy-3", "/feeds/rd-a", key: "buddy"));
        await ReassignAsync("buddy-bots", "parted-3");

        Names(await query.GetAsync("/v1/companies/buddy")).ShouldBe(["Buddy Beds"]);
        Names(await query.GetAsync("/v1/companies/buddy-bots")).ShouldBe(["Buddy Bots"]);
        await query.GivenAsync(Of("Buddy Robots", "buddy-4", "/feeds/rd-a", key: "buddy", record: "r2"));
        Names(await query.GetAsync("/v1/companies/buddy-bots")).ShouldBe(["Buddy Robots", "Buddy Bots"]);

        await ReassignAsync("buddy", "parted-4");
        Names(await query.GetAsync("/v1/companies/buddy")).ShouldBe(["Buddy Robots", "Buddy Bots", "Buddy Beds"]);
        (await ChangesAsync("buddy-bots"))[^1].ShouldBe("left by parted-4");

        Task ReassignAsync(string to, string id) => query.GivenAsync(Reports.Of(new CompanyReassigned
        {
            Key = "buddy", To = to,
            Records = [new() { Source = "/feeds/rd-a", RecordKey = "r2" }, new() { Source = "/feeds/rd-a", Id = "buddy-3" }],
        }, id, source: "/ops"));
    }

    private static AcceptedReport Shared(
        string company, string id, decimal amount, string on, string country, string source, params string[] investors) =>
        Reports.Of(new FundingRaised
        {
            Company = new() { Name = company, Country = country },
            Status = DealStatus.Completed,
            Round = FundingRound.SeriesA,
            On = PartialDate.Parse(on),
            Amount = new(amount, "USD"),
            Investors = [.. investors.Select(investor => new Investor(new Party { Name = investor, Kind = PartyKind.Organisation }))],
        }, id, source: source);

    private static AcceptedReport Of(
        string company, string id, string source, string? key = null, string? record = null, string? domain = null) => Reports.Of(
        new PartnershipFormed
        {
            Company = new() { Name = company, Key = key, Domain = domain },
            Partner = new() { Name = "Everyone", Kind = PartyKind.Organisation }, Purpose = id
        },
        id, record, source);

    private async Task<decimal> RaisedAsync(string key) =>
        (decimal)(await query.GetAsync($"/v1/companies/{key}"))["raised"]![0]!["amount"]!;

    private async Task<List<string>> EventsAsync(string key) =>
        [.. (await query.GetAsync($"/v1/events?company={key}"))["items"]!.AsArray().Select(item => (string)item!["id"]!)];

    private static IEnumerable<string> Names(JsonNode profile) => profile["names"]!.AsArray().Select(name => (string)name!);

    private async Task<string> AnswersAsync(string when = "limit=100")
    {
        var at = when.Replace("limit=100", "minPosition=1", StringComparison.Ordinal);
        var answers = new List<string>();
        foreach (var path in (string[])
            ["/v1/companies/alpha-motors", "/v1/companies/beta-cars", "/v1/funding/totals?key=alpha-motors", "/v1/facts?company=beta-cars"])
            answers.Add(WithoutPositions(await query.GetAsync($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{at}")));
        return string.Join('\n', answers);
    }

    private async Task<List<string>> ChangesAsync(string key) =>
        [.. (await query.GetAsync($"/v1/companies/{key}/history"))["items"]!.AsArray()
            .Select(entry => $"{entry!["change"]} by {entry["report"]!["id"]}")];

    private static IEnumerable<string> Keys(JsonNode page) => page["items"]!.AsArray().Select(company => (string)company!["key"]!);

    private static string WithoutPositions(JsonNode answer)
    {
        answer.AsObject().Remove("position");
        foreach (var item in answer["items"]?.AsArray() ?? [])
        {
            foreach (var name in (string[])["knownFrom", "knownTo"]) item!.AsObject().Remove(name);
        }

        return answer.ToJsonString();
    }
}
