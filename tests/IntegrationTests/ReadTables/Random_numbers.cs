using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using EventPlatform.Contracts;
using static EventPlatform.IntegrationTests.ReadTables.RandomLog;

namespace EventPlatform.IntegrationTests.ReadTables;

/// <summary>Totals of a random log, at random positions and for random periods, are the sums of what the lists of facts show.</summary>
[Trait("Servers", "any")]
public sealed class Random_numbers(RandomLog log) : IClassFixture<RandomLog>
{
    [Theory]
    [InlineData("company")]
    [InlineData("round")]
    [InlineData("year")]
    [InlineData("quarter")]
    [InlineData("country")]
    [InlineData("investor")]
    [InlineData("investor-country")]
    public async Task Money_raised_in_a_period(string groupBy)
    {
        var seen = 0;
        foreach (var (knownAt, from) in log.Questions(6))
        {
            var to = from.AddDays(120);
            var rounds = (await RoundsAsync(knownAt)).Where(round => Latest(round) >= from && Latest(round) <= to);

            var expected = Lines(rounds, groupBy);
            seen += expected.Count;
            (await LinesAsync($"/v1/funding/totals?groupBy={groupBy}&from={from:O}&to={to:O}&knownAt={knownAt}&limit=1000"))
                .ShouldBe(expected, ignoreOrder: true, $"{from:O} at {knownAt}");
        }

        seen.ShouldBeGreaterThan(5);
    }

    [Theory]
    [InlineData("quarter")]
    [InlineData("investor-country")]
    public async Task Money_raised_ever(string groupBy)
    {
        foreach (var (knownAt, _) in log.Questions(3))
        {
            (await LinesAsync($"/v1/funding/totals?groupBy={groupBy}&knownAt={knownAt}&limit=1000"))
                .ShouldBe(Lines(await RoundsAsync(knownAt), groupBy), ignoreOrder: true);
        }

        (await LinesAsync($"/v1/funding/totals?groupBy={groupBy}&limit=1000"))
            .ShouldBe(Lines(await RoundsAsync(log.End), groupBy), ignoreOrder: true);
    }

    [Fact]
    public async Task What_is_raised_in_a_period_is_explained()
    {
        var line = (await log.ListAsync("/v1/funding/totals?groupBy=quarter&from=2019-11-01&to=2020-03-31"))[0];

        var explained = await log.Query.GetAsync(
            $"/v1/explain?of=funding&groupBy=quarter&key={line["key"]}&currency={line["currency"]}&from=2019-11-01&to=2020-03-31");

        Number(explained["value"]).ShouldBe(Number(line["amount"]));
        ((long)explained["count"]!).ShouldBe((long)line["rounds"]!);
    }

    [Fact]
    public async Task Pages_of_a_period_are_of_the_period_of_the_first()
    {
        const string Lines = "/v1/funding/totals?groupBy=company&limit=2";
        const string Period = "from=2019-11-01&to=2020-03-31";
        var next = (string)(await log.Query.GetAsync($"{Lines}&{Period}"))["next"]!;

        var second = await log.Query.GetAsync($"{Lines}&cursor={next}");
        var refused = await log.Query.GetAsync($"{Lines}&cursor={next}&from=2019-12-01&to=2020-03-30", HttpStatusCode.BadRequest);
        var ofAnother = await log.Query.GetAsync(
            $"{Lines}&cursor={(await log.Query.GetAsync(Lines))["next"]}&from=2019-11-01", HttpStatusCode.BadRequest);

        JsonNode.DeepEquals(second["items"], (await log.Query.GetAsync($"{Lines}&{Period}&cursor={next}"))["items"]).ShouldBeTrue();
        refused["errors"]!.AsArray().Select(error => (string)error!["parameter"]!).ShouldBe(["from", "to"]);
        ((string)ofAnother["errors"]!.AsArray().ShouldHaveSingleItem()!["parameter"]!).ShouldBe("from");
        (await log.ListAsync($"{Lines}&{Period}")).Count.ShouldBe((await log.ListAsync($"{Lines}00&{Period}")).Count);
    }

    [Theory]
    [InlineData("country")]
    [InlineData("technology")]
    [InlineData("owner")]
    [InlineData("status")]
    public async Task What_plants_can_make(string groupBy)
    {
        var seen = 0;
        foreach (var asked in Moments(6))
        {
            var plants = await log.ListAsync($"/v1/plants?{asked}&limit=500");
            var expected = plants.Where(plant => plant["capacity"] is not null)
                .GroupBy(plant => $"{(groupBy == "country" ? plant["location"]!["country"] : plant[groupBy])?.ToString().ToLowerInvariant()} {plant["capacity"]!["unit"]}")
                .Select(line => $"{line.Key} {line.Sum(plant => Number(plant["capacity"]!["value"])):0.####} {line.Count()}");

            var answer = await log.Query.GetAsync($"/v1/plants/capacity?groupBy={groupBy}&{asked}&limit=1000");

            answer["items"]!.AsArray()
                .Select(line =>
                    $"{line!["key"]?.ToString().ToLowerInvariant()} {line["unit"]} {Number(line["capacity"]):0.####} {line["plants"]}")
                .ShouldBe(expected, ignoreOrder: true);
            ((int)answer["unknown"]!).ShouldBe(plants.Count(plant => plant["capacity"] is null));
            seen += answer["items"]!.AsArray().Count;
        }

        seen.ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task What_plants_can_make_is_explained()
    {
        var line = (await log.ListAsync("/v1/plants/capacity?groupBy=country"))[0];

        var explained = await log.Query.GetAsync($"/v1/explain?of=capacity&groupBy=country&key={line["key"]}&unit={line["unit"]}");

        Number(explained["value"]).ShouldBe(Number(line["capacity"]));
    }

    [Theory]
    [InlineData("company")]
    [InlineData("product")]
    [InlineData("region")]
    public async Task Units_shipped_in_all(string groupBy)
    {
        var seen = 0;
        foreach (var asked in Moments(5))
        {
            var facts = await log.ListAsync($"/v1/facts?type=ProductShipped&status=actual&{asked}&limit=500");
            var series = new List<(string Company, JsonNode Series, decimal Units)>();
            foreach (var company in facts.Select(fact => (string)fact["company"]!).Distinct())
            {
                var answer = await log.Query.GetAsync($"/v1/shipments/series?company={company}&{asked}&limit=5000");
                series.AddRange(answer["items"]!.AsArray().Where(one => one!["points"]!.AsArray().Count > 0)
                    .Select(one => (company, one!, Number(one!["points"]!.AsArray()[^1]!["units"]))));
            }

            var lines = await log.ListAsync($"/v1/shipments/totals?groupBy={groupBy}&{asked}&limit=1000");
            lines.Select(line => $"{line["company"]} {line["key"]} {line["basis"]} {Number(line["units"]):0.####} {line["series"]}")
                .ShouldBe(Added(series, groupBy), ignoreOrder: true);
            if (groupBy == "product") lines.Select(line => (string)line["name"]!).ShouldBe(lines.Select(line => LastName(line, facts)));
            seen += series.Count;
        }

        seen.ShouldBeGreaterThan(5);
    }

    /// <summary>Queries about random positions and days, and about the newest state.</summary>
    private IEnumerable<string> Moments(int count) =>
        log.Questions(count).Select(one => $"asOf={one.Day:O}&knownAt={one.KnownAt}").Append($"minPosition={log.End}");

    /// <summary>The name of the product in the last fact that a line counts.</summary>
    private static string LastName(JsonNode line, List<JsonNode> facts)
    {
        var own = facts.Where(fact => (string?)fact["company"] == (string?)line["company"] && Latest(fact) is not null
            && (string?)fact["data"]!["measure"] != "milestone" && $"{fact["data"]!["basis"]}" == $"{line["basis"]}"
            && NormalisedName.Of((string)fact["data"]!["product"]!) == (string?)line["key"]).ToList();
        var ofAllRegions = own.Where(fact => fact["data"]!["region"] is null).ToList();
        return (string)(ofAllRegions.Count > 0 ? ofAllRegions : own).MaxBy(fact => (long)fact["since"]!)!["data"]!["product"]!;
    }

    /// <summary>Adds up series as R50 of docs/facts.md defines it.</summary>
    private static IEnumerable<string> Added(List<(string Company, JsonNode Series, decimal Units)> series, string groupBy)
    {
        var counted = groupBy == "region" ? series
            : series.GroupBy(one => (one.Company, Words(one.Series["product"]), $"{one.Series["basis"]}"))
                .SelectMany(product => product.Any(one => one.Series["region"] is null)
                    ? product.Where(one => one.Series["region"] is null) : product);
        return counted.GroupBy(one => groupBy switch
        {
            "company" => $" {one.Company} {one.Series["basis"]}",
            "product" => $"{one.Company} {Words(one.Series["product"])} {one.Series["basis"]}",
            _ => $" {Words(one.Series["region"])} {one.Series["basis"]}",
        }).Select(line => $"{line.Key} {line.Sum(one => one.Units):0.####} {line.Count()}");
    }

    private static string Words(JsonNode? name) => $"{name}".ToLowerInvariant();

    private async Task<IEnumerable<JsonNode>> RoundsAsync(long knownAt) =>
        (await log.FactsAsync("type=FundingRaised", knownAt)).Where(round => (string?)round["status"] is "announced" or "completed");

    private async Task<List<string>> LinesAsync(string path) =>
        (await log.ListAsync(path))
            .ConvertAll(line => $"{line["key"]} {line["currency"]} {Number(line["amount"]):0.####} {line["rounds"]}");

    private static List<string> Lines(IEnumerable<JsonNode> rounds, string groupBy) =>
    [
        .. rounds.Where(round => round["amount"] is not null)
            .SelectMany(round => Keys(round, groupBy)
                .Distinct().Select(key => (Key: key, Round: round, Currency: (string?)round["amount"]!["currency"])))
            .GroupBy(one => (one.Key, one.Currency))
            .Select(line =>
                $"{line.Key.Key} {line.Key.Currency} {line.Sum(one => Number(one.Round["amount"]!["amount"])):0.####} {line.Count()}"),
    ];

    private static IEnumerable<string> Keys(JsonNode round, string groupBy)
    {
        var day = Latest(round) ?? DateOnly.Parse((string)round["on"]!["earliest"]!, CultureInfo.InvariantCulture);
        return groupBy switch
        {
            "company" => [(string)round["company"]!],
            "round" => [(string)round["data"]!["round"]!],
            "year" => [$"{day.Year}"],
            "quarter" => [$"{day.Year}-Q{(day.Month + 2) / 3}"],
            "country" => round["data"]!["company"]!["country"] is { } country ? [(string)country!] : [],
            "investor" => (round["investors"]?.AsArray() ?? []).Select(key => (string)key!),
            _ => (round["data"]!["investors"]?.AsArray() ?? [])
                .Select(investor => (string?)investor!["party"]!["country"]).OfType<string>(),
        };
    }
}
