using System.Globalization;
using System.Text.Json.Nodes;
using static EventPlatform.IntegrationTests.ReadTables.RandomLog;

namespace EventPlatform.IntegrationTests.ReadTables;

/// <summary>Answers about a random log, at random positions, agree with its lists of facts and reports.</summary>
[Trait("Servers", "any")]
public sealed class Random_questions(RandomLog log) : IClassFixture<RandomLog>
{
    [Theory]
    [InlineData("type")]
    [InlineData("source")]
    public async Task How_many_reports_and_facts_there_are(string groupBy)
    {
        var reports = (await EventsAsync()).CountBy(report => (string)report[groupBy]!).ToDictionary();
        var facts = (await log.FactsAsync("", log.End))
            .SelectMany(fact => groupBy == "type"
                ? [(string)fact["type"]!] : fact["sources"]!.AsArray().Select(source => (string)source!).Distinct())
            .CountBy(key => key).ToDictionary();

        var answer = await log.Query.GetAsync($"/v1/statistics?groupBy={groupBy}&limit=1000");

        answer["items"]!.AsArray().Select(line => $"{line!["key"]} {line["reports"]} {line["facts"]}")
            .ShouldBe(reports.Select(key => $"{key.Key} {key.Value} {facts.GetValueOrDefault(key.Key)}"), ignoreOrder: true);
        ((int)answer["total"]!["reports"]!).ShouldBe(reports.Values.Sum());
        ((int)answer["total"]!["facts"]!).ShouldBe((await log.FactsAsync("", log.End)).Count);
    }

    [Fact]
    public async Task How_many_came_each_day()
    {
        var days = (await EventsAsync()).CountBy(report => ((string)report["recordedtime"]!)[..10]).Select(day => $"{day.Key} {day.Value}");

        (await log.ListAsync("/v1/statistics?groupBy=day")).Select(line => $"{line["key"]} {line["reports"]}")
            .ShouldBe(days, ignoreOrder: true);
    }

    [Fact]
    public async Task What_is_due_and_how_late_a_company_usually_is()
    {
        var seen = 0;
        foreach (var (knownAt, day) in log.Questions(8))
        {
            var all = await log.ListAsync($"/v1/promises?asOf={day:O}&knownAt={knownAt}&limit=500");
            var (from, to) = (day.AddDays(-90), day.AddDays(90));

            var due = await log.ListAsync($"/v1/promises?asOf={day:O}&knownAt={knownAt}&dueFrom={from:O}&dueTo={to:O}&sort=due&limit=7");

            due.Select(promise => (string)promise["factId"]!).ShouldBe(
                all.Where(promise => Due(promise) >= from && Due(promise) <= to)
                    .Select(promise => (string)promise["factId"]!), ignoreOrder: true);
            due.Select(Due).ShouldBeInOrder();
            foreach (var promise in due)
            {
                var met = all.Where(other => $"{other["company"]}" == $"{promise["company"]}"
                    && other["company"] is not null && Due(other) <= day && other["metBy"] is not null)
                    .Select(other => (int?)other["daysLate"] ?? 0).Order().ToList();
                ((int?)promise["usual"]?["promises"] ?? 0).ShouldBe(met.Count);
                if (met.Count == 0) continue;
                ((int)promise["usual"]!["days"]!).ShouldBe(met[(met.Count - 1) / 2]);
                seen++;
            }
        }

        seen.ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task What_differs_between_two_moments()
    {
        var companies = (await log.ListAsync("/v1/companies?limit=500")).ConvertAll(company => (string)company["key"]!);
        var seen = 0;
        foreach (var (later, _) in log.Questions(12))
        {
            var (earlier, company) = (later / 2, companies[(int)(later % companies.Count)]);
            var (before, after) = (await FactsOfAsync(company, earlier), await FactsOfAsync(company, later));

            var diff = await log.ListAsync($"/v1/companies/{company}/diff?knownFrom={earlier}&knownTo={later}&limit=5");

            diff.Select(item => (string)item["fact"]!["id"]!).ShouldBe(
                before.Keys.Union(after.Keys).Where(id => before.GetValueOrDefault(id) != after.GetValueOrDefault(id)),
                ignoreOrder: true, $"{company} {earlier} {later}");
            foreach (var item in diff)
            {
                var position = (long)item["position"]!;
                position.ShouldBeInRange(earlier + 1, later);
                ((long)item["fact"]!["knownFrom"]!).ShouldBe(position);
                var report = (await log.Query.GetAsync($"/v1/events?after={position - 1}&limit=1"))["items"]![0]!;
                ((string)item["report"]!["id"]!).ShouldBe((string)report["id"]!);
                seen++;
            }
        }

        seen.ShouldBeGreaterThan(5);
    }

    [Theory]
    [InlineData("-1,53.71,1,60")]
    [InlineData("-1,50,1,53.71")]
    [InlineData("-0.2,-90,180,90")]
    [InlineData("-180,-90,-0.4,90")]
    [InlineData("179,-90,-179,90")]
    [InlineData("-180,-90,180,90")]
    public async Task Which_plants_are_in_a_part_of_the_map(string bbox)
    {
        var edges = bbox.Split(',').Select(edge => decimal.Parse(edge, CultureInfo.InvariantCulture)).ToList();
        foreach (var (knownAt, _) in log.Questions(3))
        {
            var plants = await log.ListAsync($"/v1/plants?knownAt={knownAt}&limit=500");
            var expected = plants.Where(plant => plant["location"]!["lat"] is not null
                && Number(plant["location"]!["lat"]) >= edges[1] && Number(plant["location"]!["lat"]) <= edges[3]
                && IsBetween(Number(plant["location"]!["lon"]), edges[0], edges[2])).Select(plant => (string)plant["factId"]!).ToList();

            using var answer = await log.Query.SendAsync($"/v1/plants?bbox={bbox}&knownAt={knownAt}", ("Accept", "application/geo+json"));
            var map = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;

            answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/geo+json");
            expected.ShouldNotBeEmpty();
            map["features"]!.AsArray().Select(feature => (string)feature!["id"]!).ShouldBe(expected, ignoreOrder: true);
            ((int)map["withoutCoordinates"]!).ShouldBe(plants.Count(plant => plant["location"]!["lat"] is null));
        }
    }

    [Theory]
    [InlineData("0.5")]
    [InlineData("2")]
    [InlineData("30")]
    public async Task How_many_plants_are_in_each_cell_of_the_map(string side)
    {
        var cell = decimal.Parse(side, CultureInfo.InvariantCulture);
        foreach (var (knownAt, _) in log.Questions(3))
        {
            var plants = (await log.ListAsync($"/v1/plants?knownAt={knownAt}&limit=500"))
                .Where(plant => plant["location"]!["lat"] is not null);
            var expected = plants.GroupBy(
                plant => (Math.Floor(Number(plant["location"]!["lat"]) / cell), Math.Floor(Number(plant["location"]!["lon"]) / cell)))
                .Select(group => (
                    Plants: (long)group.Count(), Lat: Math.Round(group.Average(plant => Number(plant["location"]!["lat"])), 3),
                    FactId: group.Count() == 1 ? (string?)group.First()["factId"] : null)).ToList();

            var cells = await log.ListAsync($"/v1/plants/cells?cell={side}&knownAt={knownAt}&limit=7");

            expected.ShouldNotBeEmpty();
            cells.Select(one => ((long)one["plants"]!, Math.Round(Number(one["lat"]), 3), (string?)one["factId"]))
                .ShouldBe(expected, ignoreOrder: true);
        }
    }

    [Fact]
    public async Task A_search_for_a_name_finds_it_first()
    {
        foreach (var (knownAt, _) in log.Questions(4))
        {
            var facts = await log.FactsAsync("", knownAt);
            foreach (var fact in facts.Where((_, number) => number % 40 == 0))
            {
                var (kind, name) = (string)fact["type"]! switch
                {
                    "PlantOpened" => ("plant", (string)fact["data"]!["plant"]!),
                    "ProductShipped" or "ProductAnnounced" => ("product", (string)fact["data"]!["product"]!),
                    _ => ("company", (string)fact["data"]!["company"]!["name"]!),
                };
                var found = (await log.Query.GetAsync(
                    $"/v1/search?q={Uri.EscapeDataString(name)}&kind={kind}&knownAt={knownAt}"))["items"]!.AsArray();
                ((string)found[0]!["kind"]!).ShouldBe(kind);
                if (kind == "company") found.Select(hit => (string)hit!["key"]!).ShouldContain((string)fact["company"]!);
                else ((string)found[0]!["name"]!).ShouldBe(name, StringCompareShould.IgnoreCase);
            }
        }
    }

    private static bool IsBetween(decimal lon, decimal west, decimal east) =>
        west <= east ? lon >= west && lon <= east : lon >= west || lon <= east;

    private static DateOnly? Due(JsonNode promise) =>
        (string?)promise["expected"]!["latest"] is { } day ? DateOnly.Parse(day, CultureInfo.InvariantCulture) : null;

    /// <summary>A company's facts as JSON, by id, without their bookkeeping.</summary>
    private async Task<Dictionary<string, string>> FactsOfAsync(string company, long knownAt) =>
        (await log.FactsAsync($"company={company}", knownAt)).ToDictionary(fact => (string)fact["id"]!, fact =>
        {
            foreach (var bookkeeping in (string[])["knownFrom", "knownTo", "reports"]) fact.AsObject().Remove(bookkeeping);
            return fact.ToJsonString();
        });

    private async Task<List<JsonNode>> EventsAsync()
    {
        var events = new List<JsonNode>();
        for (var after = "0"; ;)
        {
            var page = await log.Query.GetAsync($"/v1/events?after={after}&limit=1000");
            if (page["items"]!.AsArray() is not { Count: > 0 } items) return events;
            events.AddRange(items.Select(item => item!));
            after = (string)page["next"]!;
        }
    }
}
