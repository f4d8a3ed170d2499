using System.Text.Json.Nodes;

namespace EventPlatform.IntegrationTests.Import;

/// <summary>
/// Four quarterly releases of the UK's planning database. After each, the platform knows exactly what that release contains, and it can
/// still answer as of that release later.
/// </summary>
[Collection<PublishedFiles>]
[Trait("Servers", "any")]
public sealed class Releases_of_a_database(ImportingPlatform platform)
{
    private sealed record Known(string Release, string Position, string Time, List<Dictionary<string, string>> Said);

    [Fact]
    public async Task Each_is_known_record_by_record_and_still_is_as_known_then_when_all_have_come()
    {
        var before = new List<string>();
        var releases = new List<Known>();
        foreach (var release in (string[])["2021-09", "2021-12", "2022-04", "2022-07"])
        {
            var file = platform.Unpack($"uk-repd-{release}.csv");
            var rows = PublishedFile.Rows(file);
            var unsaid = rows.Where(row => row["Site Name"].Length == 0 || PlanningRows.Status(row).Length == 0).ToList();

            var (code, output) = await platform.ImportAsync("uk-repd.yaml", "--release", release, "--snapshot", file);

            code.ShouldBe(2, output);
            File.ReadLines(file + ".refused.csv").Count(
                line => line.Contains("/data/plant", StringComparison.Ordinal) || line.Contains("/data/status", StringComparison.Ordinal))
                .ShouldBe(unsaid.Count, "only rows without a name or a status are refused");
            var said = rows.Except(unsaid).ToList();
            var keys = PlanningRows.Keys(said).ToList();
            await platform.SettleAsync(said.Count + before.Except(keys).Count());
            (await platform.ListAsync("/v1/records?source=/feeds/uk/repd&limit=1000")).Select(record => (string)record["recordKey"]!)
                .ShouldBeTheSameAs(keys, release);
            (await platform.FactsAsync("PlantOpened"))
                .Where(fact => (string)fact["state"]! != "retracted" && (string)fact["data"]!["location"]!["country"]! == "GB")
                .Select(fact => PlanningRows.Describe(fact["data"]!)).ShouldBeTheSameAs(said.Select(PlanningRows.Describe), release);
            before = keys;
            releases.Add(new(
                release, $"{(await CountsAsync("status", ""))["position"]}",
                TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'"), said));
        }

        foreach (var known in releases)
        {
            await IsKnownAsync(known, $"&knownAt={known.Position}");
            await AreCountedAsync(known, $"&knownAt={known.Position}");
        }

        foreach (var known in releases) await AreCountedAsync(known, $"&knownAt={known.Time}");
        await IsKnownAsync(releases[1], $"&knownAt={releases[1].Time}");
    }

    private async Task IsKnownAsync(Known known, string when)
    {
        (await platform.ListAsync($"/v1/facts?type=PlantOpened&country=GB&limit=500{when}"))
            .Select(fact => PlanningRows.Describe(fact["data"]!))
            .ShouldBeTheSameAs(known.Said.Select(PlanningRows.Describe), $"facts of {known.Release}{when}");
        (await platform.ListAsync($"/v1/plants?country=GB&limit=500{when}")).Select(PlanningRows.DescribePlant)
            .ShouldBeTheSameAs(known.Said.Select(PlanningRows.DescribePlant), $"plants of {known.Release}{when}");
    }

    private async Task AreCountedAsync(Known known, string when)
    {
        await AreCountedByAsync("technology", row => row["Technology Type"].ToLowerInvariant());
        await AreCountedByAsync("status", PlanningRows.Expected);

        async Task AreCountedByAsync(string group, Func<Dictionary<string, string>, string> key)
        {
            var counts = await CountsAsync(group, when);
            counts["items"]!.AsArray().Select(line => ((string?)line!["key"] ?? "", (int)line["plants"]!))
                .ShouldBeTheSameAs(known.Said.GroupBy(key, StringComparer.Ordinal).Select(rows => (rows.Key, rows.Count())),
                    $"by {group} in {known.Release}{when}");
            ((int)counts["total"]!).ShouldBe(known.Said.Count);
        }
    }

    private async Task<JsonNode> CountsAsync(string group, string when) =>
        JsonNode.Parse(await platform.GetTextAsync($"/v1/plants/counts?country=GB&groupBy={group}{when}"))!;
}
