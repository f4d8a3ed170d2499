using System.Globalization;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.Import;

[Collection<PublishedFiles>]
[Trait("Servers", "any")]
public sealed class Crunchbase(ImportingPlatform platform)
{
    [Fact]
    public async Task Rounds_count_as_often_as_the_file_has_them_however_often_it_is_imported()
    {
        var file = platform.Unpack("crunchbase-rounds.csv");
        var rows = PublishedFile.Rows(file, isUtf8: false);

        // The first import is killed in the middle
        await using (var killed = platform.Start("crunchbase-rounds.yaml", file))
        {
            await Eventually.Be("some are stored", async () => await platform.NewlyStoredAsync() > 0);
            await killed.KillAsync();
        }

        var (code, output) = await platform.ImportAsync("crunchbase-rounds.yaml", file);
        code.ShouldBe(0, output);
        output.ShouldContain("31,679 rows read");
        output.ShouldContain("31,679 accepted, as 31,679 reports");
        await platform.SettleAsync(rows.Count);

        var facts = (await platform.FactsAsync("FundingRaised"))
            .Where(fact => ((string)fact["sources"]![0]!).Contains("crunchbase", StringComparison.Ordinal)).ToList();
        facts.Select(fact => (Key((string)fact["company"]!), (decimal?)fact["amount"]?["amount"] ?? 0, (string)fact["on"]!["date"]!))
            .ShouldBeTheSameAs(rows.Select(row => (Key(row["company_permalink"]["/company/".Length..]),
                row["raised_amount_usd"].Length == 0 ? 0 : decimal.Parse(row["raised_amount_usd"], CultureInfo.InvariantCulture),
                row["funded_at"])), "rounds");
        (await platform.GetTextAsync($"/v1/facts/{facts[0]["id"]}"))
            .ShouldContain("https://www.crunchbase.com/company/", customMessage: "the link to the source");
    }

    [Fact]
    public async Task Acquisitions_keep_their_currencies_and_leave_out_the_empty_rows()
    {
        var file = platform.Unpack("crunchbase-acquisitions.csv");
        var rows = PublishedFile.Rows(file, isUtf8: false);

        var (code, output) = await platform.ImportAsync("crunchbase-acquisitions.yaml", file);
        code.ShouldBe(0, output);
        output.ShouldContain("6,185 rows read");
        output.ShouldContain("1,534 skipped: the row is empty");
        await platform.SettleAsync(rows.Count);

        var facts = await platform.FactsAsync("CompanyAcquired");
        facts.Count.ShouldBe(rows.Count);
        facts.Where(fact => fact["data"]!["price"] is not null).GroupBy(fact => (string)fact["data"]!["price"]!["currency"]!)
            .Select(group => (group.Key, group.Sum(fact => (decimal)fact["data"]!["price"]!["amount"]!)))
            .ShouldBeTheSameAs(rows.Where(row => row["price_amount"].Length > 0).GroupBy(row => row["price_currency_code"])
                .Select(group => (group.Key,
                    group.Sum(row => decimal.Parse(row["price_amount"], NumberStyles.Float, CultureInfo.InvariantCulture)))),
                "sums by currency");
    }

    /// <summary>One permalink is longer than a company key may be, so the importer cuts it.</summary>
    private static string Key(string permalink) => permalink.Length <= 100 ? permalink : permalink[..100];
}
