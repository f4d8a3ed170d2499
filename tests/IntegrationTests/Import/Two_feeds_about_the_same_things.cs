using System.Text.Json.Nodes;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.Import;

/// <summary>Two feeds report the same plants and rounds (tests/Data/feeds), and are imported in either order.</summary>
[Trait("Servers", "any")]
public sealed class Two_feeds_about_the_same_things(TestServers servers) : IAsyncLifetime
{
    private readonly ImportingPlatform platform = new(servers);

    public ValueTask InitializeAsync() => platform.InitializeAsync();

    public ValueTask DisposeAsync() => platform.DisposeAsync();

    [Theory]
    [InlineData("a", "b")]
    [InlineData("b", "a")]
    public async Task Make_one_fact_of_what_is_one_and_two_of_what_is_not_whichever_comes_first(string first, string second)
    {
        await ImportAsync("plants", first, second, rows: 3);
        await ImportAsync("rounds", first, second, rows: 4);
        await R27_Each_plant_goes_with_its_own();
        await R25_The_same_money_counts_once_whatever_its_round_is_called();
    }

    private async Task R27_Each_plant_goes_with_its_own() =>
        (await platform.FactsAsync("PlantOpened")).Select(fact => (Fact: fact, Data: fact["data"]!))
            .Select(plant => $"{plant.Data["plant"]} {plant.Data["location"]!["lat"]} {plant.Data["technology"]}: {plant.Fact["status"]}, {plant.Fact["state"]} by {Sources(plant.Fact)}")
            .ShouldBe(
            [
                "Moorhouse Farm 53.4 Wind: opened, corroborated by 2", "Moorhouse Farm 54.9 Solar: opened, corroborated by 2",
                "Wilton Park 50.9 Wind: cancelled, reported by 1", "Wilton Park 55.4 Solar: opened, reported by 1",
            ], ignoreOrder: true);

    private async Task R25_The_same_money_counts_once_whatever_its_round_is_called()
    {
        (await platform.FactsAsync("FundingRaised")).Where(fact => (string)fact["company"]! is "optimize-ly" or "academia-edu")
            .Select(fact => $"{fact["company"]} {fact["amount"]!["amount"]} {fact["on"]!["date"]}, {fact["state"]} by {Sources(fact)}: {string.Join(" ", Disputed(fact))}")
            .ShouldBe(["optimize-ly 2000000 2012-02-06, disputed by 2: round", "academia-edu 4500000 2011-11-30, corroborated by 2: "],
                ignoreOrder: true);
        var total = JsonNode.Parse(await platform.GetTextAsync("/v1/funding/totals?groupBy=company&key=optimize-ly"))!["items"]!.AsArray()
            .ShouldHaveSingleItem()!;
        ((decimal)total["amount"]!, (long)total["rounds"]!).ShouldBe((2_000_000, 1));
    }

    private async Task ImportAsync(string what, string first, string second, int rows)
    {
        foreach (var feed in (string[])[first, second])
        {
            var path = Path.Combine(Machine.Repository, "tests/Data/feeds", what, feed);
            var (code, output) = await platform.ImportAsync(path + ".yaml", path + ".csv");
            code.ShouldBe(0, output);
        }

        await platform.SettleAsync(2 * rows);
    }

    private static int Sources(JsonNode fact) => fact["sources"]!.AsArray().Count;

    private static IEnumerable<string?> Disputed(JsonNode fact) =>
        (fact["disputes"]?.AsArray() ?? []).Select(dispute => (string?)dispute!["value"]);
}
