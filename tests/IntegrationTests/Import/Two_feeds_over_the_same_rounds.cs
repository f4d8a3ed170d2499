using System.Globalization;
using System.Text.Json.Nodes;
using EventPlatform.Hosting.Access;

namespace EventPlatform.IntegrationTests.Import;

/// <summary>
/// Two feeds report published rounds. The second is trusted less, leaves out a tenth of them, and has amounts that are off by up to 2 %.
/// The expected figures are computed from the rows alone.
/// </summary>
[Collection<PublishedFiles>]
[Trait("Servers", "any")]
public sealed class Two_feeds_over_the_same_rounds(ImportingPlatform platform)
{
    private sealed record Round(string Company, string Type, decimal? Amount, string On)
    {
        public bool IsNamed => Type is "series-a" or "series-b";
    }

    [Fact]
    public async Task Leave_the_totals_as_they_are_and_are_corroborated_or_disputed()
    {
        foreach (var (name, trust) in ((string, int)[])[("twice-first", 7), ("twice-second", 3)])
            (await platform.EventCtlAsync(Role.Ops, "feeds", "create", name, "--source", $"/feeds/{name}", "--trust", $"{trust}")).Code
                .ShouldBe(0);
        var rounds = Rounds();
        var random = new Random(20191113);
        var second = rounds.Where(_ => random.Next(10) > 0)
            .Select(round => (First: round, Second: round with { Amount = Off(round.Amount, random) })).ToList();

        await platform.PostAsync(
            second.Where((_, index) => index % 2 == 0).Select((pair, index) => Event("twice-second", $"early-{index}", pair.Second)));
        await platform.PostAsync(rounds.Select((round, index) => Event("twice-first", $"{index}", round)));
        await platform.PostAsync(
            second.Where((_, index) => index % 2 == 1).Select((pair, index) => Event("twice-second", $"late-{index}", pair.Second)));
        await platform.SettleAsync(rounds.Count + second.Count);

        var facts = (await platform.FactsAsync("FundingRaised"))
            .Where(fact => ((string)fact["company"]!).StartsWith("twice-", StringComparison.Ordinal)).ToList();
        var together = second.Where(pair => pair.First.IsNamed || pair.First.Amount is not null).ToList();
        facts.CountBy(fact => (string)fact["state"]!).OrderBy(state => state.Key).ShouldBe(
        [
            new("corroborated", together.Count(pair => AreWithinOnePercent(pair.First.Amount, pair.Second.Amount))),
            new("disputed", together.Count(pair => !AreWithinOnePercent(pair.First.Amount, pair.Second.Amount))),
            new("reported", rounds.Count + second.Count - 2 * together.Count),
        ]);
        facts.Where(fact => (string)fact["state"]! == "disputed" || fact["sources"]!.AsArray().Count == 1).Sum(Amount)
            .ShouldBe(rounds.Sum(round => round.Amount ?? 0)
                - second.Where(pair => AreWithinOnePercent(pair.First.Amount, pair.Second.Amount)).Sum(pair => pair.First.Amount ?? 0));
        facts.Count(fact => fact["amount"] is not null).ShouldBe(rounds.Count(round => round.Amount is not null), "no round counts twice");
    }

    /// <summary>Leaves out rounds of one company on one day, because only their amounts could tell them apart.</summary>
    private List<Round> Rounds() => [.. PublishedFile.Rows(platform.Unpack("crunchbase-rounds.csv"), isUtf8: false)
        .Where(row => row["funding_round_type"] is "series-a" or "series-b" or "venture" or "angel" && row["company_permalink"].Length < 60)
        .GroupBy(row => (row["company_permalink"], row["funded_at"]))
        .Where(day => day.Count() == 1).Select(day => day.First()).Where((_, index) => index % 4 == 0)
        .Select(row => new Round($"twice-{row["company_permalink"]["/company/".Length..]}", row["funding_round_type"],
            row["raised_amount_usd"].Length == 0
                ? null : decimal.Parse(row["raised_amount_usd"], CultureInfo.InvariantCulture), row["funded_at"]))];

    private static decimal? Off(decimal? amount, Random random) =>
        amount is null ? null : decimal.Round(amount.Value * (0.98m + 0.04m * (decimal)random.NextDouble()), 2);

    private static bool AreWithinOnePercent(decimal? one, decimal? other) =>
        one is null || other is null || Math.Abs(one.Value - other.Value) <= 0.01m * Math.Max(one.Value, other.Value);

    private static decimal Amount(JsonNode fact) => (decimal?)fact["amount"]?["amount"] ?? 0;

    private static JsonObject Event(string feed, string id, Round round) => new()
    {
        ["specversion"] = "1.0",
        ["id"] = id,
        ["source"] = $"/feeds/{feed}",
        ["type"] = "FundingRaised",
        ["recordkey"] = id,
        ["data"] = new JsonObject
        {
            ["company"] = new JsonObject { ["name"] = round.Company },
            ["round"] = round.Type,
            ["amount"] = round.Amount is { } amount ? new JsonObject { ["amount"] = amount, ["currency"] = "USD" } : null,
            ["on"] = round.On,
            ["status"] = "completed",
        },
    };
}
