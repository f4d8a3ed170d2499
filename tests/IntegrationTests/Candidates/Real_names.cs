using System.Net;
using System.Text.Json.Nodes;
using EventPlatform.Contracts;
using EventPlatform.Hosting.Access;
using EventPlatform.IntegrationTests.Import;
using EventPlatform.IntegrationTests.Log;
using EventPlatform.IntegrationTests.ReadTables;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.Candidates;

/// <summary>
/// Companies and rounds as CrunchBase published them (tests/Data/imports), and a second source that has a third of the companies, half of
/// them in another spelling. Most of those are listed as candidates, and few others.
/// </summary>
[Trait("Servers", "any")]
public sealed class Real_names(RunningQuery query) : IClassFixture<RunningQuery>
{
    private const int Companies = 2_400;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task R19_Most_companies_that_two_sources_spell_differently_are_listed_and_few_others()
    {
        var rounds = Rounds().ToList();
        var twice = rounds.Where(round => round.Number % 3 == 0)
            .Select(round => round with { Name = round.Number % 2 == 0 ? Misspelling.Of(round.Name, round.Number / 6) : round.Name })
            .ToList();
        await GivenAsync("/feeds/first", rounds, round => round.Key);
        await GivenAsync("/feeds/second", twice, _ => null);
        var expected = twice.DistinctBy(round => round.Number)
            .Select(round => (round.Key, Other: CompanyKey.FromName(round.Name))).Where(pair => pair.Key != pair.Other)
            .Select(pair => string.Join('+', ((string[])[pair.Key, pair.Other]).Order(StringComparer.Ordinal)))
            .ToHashSet(StringComparer.Ordinal);

        var listed = await ListedAsync();

        var found = listed.Count(expected.Contains);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{found} of {expected.Count} expected candidates are listed, of {listed.Count} in all; {listed.Take(expected.Count).Count(expected.Contains)} of them are among as many with the highest score");
        TestContext.Current.TestOutputHelper!.WriteLine("Not listed: " + string.Join(", ", expected.Except(listed).Take(40)));
        TestContext.Current.TestOutputHelper!.WriteLine(
            "Listed but not expected: " + string.Join(", ", listed.Where(one => !expected.Contains(one)).Take(40)));
        expected.Count.ShouldBeGreaterThan(300);
        ((double)found / expected.Count).ShouldBeGreaterThan(0.9);
        ((double)found / listed.Count).ShouldBeGreaterThan(0.5);
    }

    private static IEnumerable<RealRound> Rounds()
    {
        var directory = Directory.CreateTempSubdirectory("real-names-");
        try
        {
            var number = 0;
            foreach (var company in PublishedFile.Rows(PublishedFile.Unpack("crunchbase-rounds.csv", directory.FullName), isUtf8: false)
                .Where(row => row["company_name"].All(char.IsAscii) && CompanyKey.FromName(row["company_name"]).Length > 2)
                .GroupBy(row => row["company_permalink"]).Take(Companies))
            {
                foreach (var row in company)
                {
                    yield return new(number, company.Key.Split('/')[^1], row["company_name"],
                        row["company_country_code"] == "USA" ? "US" : null, row["funded_at"],
                        decimal.TryParse(row["raised_amount_usd"], out var amount) ? amount : null);
                }

                number++;
            }
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private async Task GivenAsync(string source, List<RealRound> rounds, Func<RealRound, string?> key)
    {
        foreach (var some in rounds.Where(round => CompanyKey.FromName(round.Name).Length > 0).Index().Chunk(500))
            await query.GivenAsync(
                [.. some.Select(round => Reports.Of(round.Item.Raised(key(round.Item)), $"{source} {round.Index}", source: source))]);
    }

    /// <summary>The ids of all candidates, highest score first.</summary>
    private async Task<List<string>> ListedAsync()
    {
        using var ops = query.ClientOf(Role.Ops);
        var head = await query.Workspace.ScalarAsync<long>("select position from read_1.mark");
        await Eventually.Get("the search for candidates has caught up",
            () => query.Workspace.ScalarAsync<long>("select position from read_1.candidate_mark"), mark => mark >= head, Patience);
        var (listed, cursor) = (new List<string>(), "");
        do
        {
            var page = JsonNode.Parse(await PageAsync(ops, $"/v1/companies/candidates?kind=perhaps-one&sort=score&limit=500{cursor}"))!;
            listed.AddRange(page["items"]!.AsArray().Select(one => (string)one!["id"]!));
            cursor = page["next"] is { } next ? $"&cursor={next}" : "";
        }
        while (cursor.Length > 0);

        return listed;
    }

    /// <summary>Retries on 503, which Query may answer while the machine is busy with other tests.</summary>
    private static async Task<string> PageAsync(HttpClient ops, string path) => (await Eventually.Get(
        "the page of candidates is answered",
        async () =>
        {
            using var answer = await ops.GetAsync(new Uri(path, UriKind.Relative));
            return (answer.StatusCode, Body: await answer.Content.ReadAsStringAsync());
        },
        answer => answer.StatusCode != HttpStatusCode.ServiceUnavailable)).Body;

    private sealed record RealRound(int Number, string Key, string Name, string? Country, string On, decimal? Amount)
    {
        public FundingRaised Raised(string? key) => new()
        {
            Company = new() { Name = Name, Key = key is not null && CompanyKey.IsKey(key) ? key : null, Country = Country },
            Status = DealStatus.Completed,
            Round = FundingRound.Unknown,
            On = PartialDate.Parse(On),
            Amount = Amount is { } amount ? new(amount, "USD") : null,
        };
    }
}
