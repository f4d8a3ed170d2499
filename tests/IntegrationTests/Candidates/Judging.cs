using System.Net;
using System.Text.Json.Nodes;
using EventPlatform.Contracts;
using EventPlatform.Hosting.Access;
using EventPlatform.IntegrationTests.Log;
using EventPlatform.IntegrationTests.ReadTables;

namespace EventPlatform.IntegrationTests.Candidates;

/// <summary>Candidates that ops judge: companies that may be one, and keys that may stand for two companies.</summary>
[Trait("Servers", "any")]
public sealed class Judging(RunningQuery query) : IClassFixture<RunningQuery>
{
    [Fact]
    public async Task R19_Two_spellings_of_one_name_are_listed_with_grounds_and_amounts_until_they_are_merged()
    {
        await query.GivenAsync(Round("Optimize Ly", "o-1", 10, "/feeds/a"), Round("Optimizely", "o-2", 10, "/feeds/b"));

        var candidate = (await ListAsync("key=optimizely")).ShouldHaveSingleItem();

        ((string)candidate["id"]!, (string)candidate["kind"]!).ShouldBe(("optimize-ly+optimizely", "perhaps-one"));
        Grounds(candidate).ShouldBe(["name: optimizely", "country: US", "round: 10 USD, 2012-05"]);
        candidate["parties"]!.AsArray().Select(party => $"{party!["name"]} {party["atStake"]![0]!["amount"]} {party["sources"]![0]}")
            .ShouldBe(["Optimize Ly 10 /feeds/a", "Optimizely 10 /feeds/b"]);

        await DeclareAsync(new CompaniesMerged { From = "optimize-ly", Into = "optimizely" }, "o-3");
        (await ListAsync("key=optimizely")).ShouldBeEmpty();
    }

    [Fact]
    public async Task R19_Names_that_are_nearly_equal_are_listed_with_something_in_common_only()
    {
        await query.GivenAsync(
            Round("Blipptivity", "n-1", 10, "/feeds/a", investors: "Near Fund"),
            Round("Bliptivity", "n-2", 20, "/feeds/b", on: "2014-01-01", investors: "Near Fund"),
            Round("Quorlixon", "n-3", 30, "/feeds/a", country: "US"),
            Round("Quorlixen", "n-4", 40, "/feeds/b", on: "2014-01-01", country: "IN"));

        Grounds((await ListAsync("key=bliptivity")).ShouldHaveSingleItem())
            .ShouldBe(["name: blipptivity / bliptivity", "country: US", "investor: near-fund"]);
        (await ListAsync("key=quorlixen")).ShouldBeEmpty();
    }

    [Fact]
    public async Task R20_A_key_of_two_countries_is_listed_until_it_is_parted_and_the_two_are_no_candidate_for_a_merge()
    {
        await query.GivenAsync(Round("Eps Zed", "e-1", 20, "/feeds/a", on: "2007-12-13"),
            Round("EPS Zed", "e-2", 35, "/feeds/b", on: "2016-01-22", country: "IN"));

        var candidate = (await ListAsync("kind=perhaps-two&key=eps-zed")).ShouldHaveSingleItem();
        Grounds(candidate).ShouldBe(["country: IN in /feeds/b", "country: US in /feeds/a"], ignoreOrder: true);
        candidate["parties"]!.AsArray().Select(party => $"{party!["sources"]![0]} {party["atStake"]![0]!["amount"]}")
            .ShouldBe(["/feeds/a 20", "/feeds/b 35"]);

        await DeclareAsync(new CompanyReassigned { Key = "eps-zed", To = "eps-zed-india", Source = "/feeds/b" }, "e-3");
        (await ListAsync("key=eps-zed")).ShouldBeEmpty();

        await DeclareAsync(new CompanyReassigned { Key = "eps-zed", To = "eps-zed", Source = "/feeds/b" }, "e-4");
        (await ListAsync("key=eps-zed")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task R20_A_key_stays_listed_when_something_is_reported_of_a_company_that_it_was_once_merged_into()
    {
        await query.GivenAsync(Round("Left", "l-1", 20, "/feeds/a"),
            Round("Left", "l-2", 35, "/feeds/b", on: "2016-01-22", country: "IN"), Round("Merged Once", "l-3", 1, "/feeds/a"));
        await DeclareAsync(new CompaniesMerged { From = "left", Into = "merged-once" }, "l-4");
        await DeclareAsync(new CompaniesSplit { Key = "merged-once", Without = ["left"] }, "l-5");
        (await ListAsync("kind=perhaps-two&key=left")).ShouldHaveSingleItem();

        await query.GivenAsync(Round("Merged Once", "l-6", 2, "/feeds/a", on: "2016-01-22"));
        (await ListAsync("kind=perhaps-two&key=left")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task R20_A_key_with_two_identifiers_of_one_kind_is_listed()
    {
        await query.GivenAsync(Round("Buddy", "b-1", 20, "/feeds/a", domain: "buddy.com"),
            Round("Buddy", "b-2", 35, "/feeds/b", on: "2016-01-22", domain: "buddybots.com"));

        Grounds((await ListAsync("key=buddy")).ShouldHaveSingleItem())
            .ShouldBe(["domain: buddy.com in /feeds/a", "domain: buddybots.com in /feeds/b"]);
    }

    [Fact]
    public async Task R21_What_was_dismissed_comes_back_with_other_grounds_only()
    {
        await query.GivenAsync(Round("37 Signals", "d-1", 10, "/feeds/a", country: null),
            Round("37signals", "d-2", 20, "/feeds/b", on: "2014-01-01"));
        var grounds = Grounds((await ListAsync("key=37signals")).ShouldHaveSingleItem());

        await DeclareAsync(
            new CandidateDismissed { Kind = CandidateKind.PerhapsOne, Key = "37-signals", Other = "37signals", Grounds = grounds }, "d-3");
        (await ListAsync("key=37signals")).ShouldBeEmpty();
        (await ListAsync("key=37signals&state=dismissed")).ShouldHaveSingleItem();

        await query.GivenAsync(Round("37 Signals", "d-4", 11, "/feeds/a", on: "2015-01-01", country: null));
        (await ListAsync("key=37signals")).ShouldBeEmpty();
        await query.GivenAsync(Round("37 Signals", "d-5", 20, "/feeds/a", on: "2014-01-01"));
        Grounds((await ListAsync("key=37signals")).ShouldHaveSingleItem())
            .ShouldBe(["name: 37signal", "country: US", "round: 20 USD, 2014-01"]);
    }

    [Fact]
    public async Task R21_The_list_is_for_ops_and_its_pages_cover_it_once_newest_first()
    {
        await query.GivenAsync([.. Enumerable.Range(1, 5).SelectMany(number => (AcceptedReport[])
            [Round($"Paged{number} Ly", $"p-{number}", 1, "/feeds/a"), Round($"Paged{number}ly", $"q-{number}", 1, "/feeds/b")])]);
        (await query.GetAsync("/v1/companies/candidates", HttpStatusCode.Forbidden))["status"].ShouldNotBeNull();
        var (all, walked, cursor) = (await ListAsync("limit=500"), new List<JsonNode>(), "");
        do
        {
            var page = await PageAsync($"limit=2{cursor}");
            walked.AddRange(page["items"]!.AsArray().OfType<JsonNode>());
            cursor = page["next"] is { } next ? $"&cursor={next}" : "";
        }
        while (cursor.Length > 0);

        walked.Select(one => (string)one["id"]!).ShouldBe(all.Select(one => (string)one["id"]!));
        all.Select(one => (long)one["since"]!).ShouldBe(all.Select(one => (long)one["since"]!).OrderDescending());
    }

    private Task<List<Appended>> DeclareAsync(IdentityDeclared declared, string id) => query.GivenAsync(
        ((Func<AcceptedReport>)(() => declared switch
        {
            CompaniesMerged merged => Reports.Of(merged, id, source: "/ops"),
            CompaniesSplit split => Reports.Of(split, id, source: "/ops"),
            CompanyReassigned reassigned => Reports.Of(reassigned, id, source: "/ops"),
            CandidateDismissed dismissed => Reports.Of(dismissed, id, source: "/ops"),
            _ => throw new NotSupportedException(),
        }))());

    private async Task<List<JsonNode>> ListAsync(string filter) => [.. (await PageAsync(filter))["items"]!.AsArray().OfType<JsonNode>()];

    /// <summary>Asks for candidates as of the newest position in the read tables.</summary>
    private async Task<JsonNode> PageAsync(string filter)
    {
        var head = await query.Workspace.ScalarAsync<long>("select position from read_1.mark");
        using var ops = query.ClientOf(Role.Ops);
        return JsonNode.Parse(
            await ops.GetStringAsync(new Uri($"/v1/companies/candidates?minPosition={head}&{filter}", UriKind.Relative)))!;
    }

    private static List<string> Grounds(JsonNode candidate) => [.. candidate["grounds"]!.AsArray().Select(ground => (string)ground!)];

    private static AcceptedReport Round(
        string company, string id, decimal amount, string source, string on = "2012-05-04", string? country = "US",
        string? domain = null, params string[] investors) => Reports.Of(
        new FundingRaised
        {
            Company = new() { Name = company, Country = country, Domain = domain },
            Status = DealStatus.Completed,
            Round = FundingRound.SeriesA,
            On = PartialDate.Parse(on),
            Amount = new(amount, "USD"),
            Investors = [.. investors.Select(investor => new Investor(new Party { Name = investor, Kind = PartyKind.Organisation }))],
        }, id, source: source);
}
