using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.Import;

/// <summary>On a real platform, a snapshot retracts only records that no row of its files may be about.</summary>
[Trait("Servers", "any")]
public sealed class Snapshots_of_refused_rows(ImportingPlatform platform) : IClassFixture<ImportingPlatform>
{
    private const string Size = "values: { size: { from: \"{mw}\", as: number } }";

    [Theory]
    [InlineData("plain", "", "", "2,Beta,n/a", true)]
    [InlineData("skip-number", "skip: [{ when: { from: \"{mw}\", below: 5 }, reason: small }]", "", "2,Beta,n/a", true)]
    [InlineData("skip-value", Size + "\nskip: [{ when: { from: \"{size}\", below: 5 }, reason: small }]", "", "2,Beta,n/a", true)]
    [InlineData("when-value", Size, "when: { from: \"{size}\", above: 5 }", "2,Beta,n/a", true)]
    [InlineData("when-number", "", "when: { from: \"{mw}\", above: 5 }", "2,Beta,n/a", true)]
    [InlineData("platform", "", "", "2,Beta,-20", true)]
    [InlineData("blank-key", "", "", ",Beta,20", false)]
    [InlineData("short", "", "", "2,Beta", false)]
    [InlineData("cut-off", "", "", "2,\"Beta,20", false)]
    public async Task A_refused_row_never_leads_to_a_retraction(string name, string before, string report, string row, bool isAttributed)
    {
        var mapping = Mapping(name, before, report);
        var rows = Rows(name, "1,Alpha,10", "2,Beta,20", "3,Gamma,30", "4,Delta,40");
        (await platform.ImportAsync(mapping, "--snapshot", "--release", "2021-01", rows)).Code.ShouldBe(0);

        var (code, output) = await platform.ImportAsync(
            mapping, "--snapshot", "--release", "2021-02", Rows(name, "1,Alpha,10", "3,Gamma,30", row));

        code.ShouldBe(isAttributed ? 2 : 1, output);
        output.ShouldContain(isAttributed ? "1 record of the source was absent and is retracted" : "may be about any record of the source");
        var expected = isAttributed ? "1 2 3" : "1 2 3 4";
        await Eventually.Get("only the expected records are left",
            async () => string.Join(' ', await KeysAsync(name)), keys => keys == expected, TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Other_record_keys_than_before_are_noticed_before_and_after_they_were_posted()
    {
        var rows = Rows("keys", [.. Enumerable.Range(1, 40).Select(number => $"{number},Plant {number},{number}")]);
        var (before, after) = (Mapping("keys", "", ""), Mapping("keys", "", "record: \"plant-{id}\""));
        (await platform.ImportAsync(before, "--snapshot", "--release", "2021-01", rows)).Code.ShouldBe(0);

        await IsRefusedAsync("Nothing was posted");
        (await KeysAsync("keys")).Count.ShouldBe(40);
        (await platform.ImportAsync(after, "--release", "2021-02", rows)).Code.ShouldBe(0);
        await Eventually.Be("the records of both keys are shown",
            async () => (await KeysAsync("keys")).Count == 80, TimeSpan.FromSeconds(60));
        await IsRefusedAsync("40 of the 40 records that the source had before this release are absent");
        (await KeysAsync("keys")).Count.ShouldBe(80);

        async Task IsRefusedAsync(string expected)
        {
            var (code, output) = await platform.ImportAsync(after, "--snapshot", "--release", "2021-02", rows);
            code.ShouldBe(1);
            output.ShouldContain(expected);
        }
    }

    [Fact]
    public async Task Repeated_record_keys_are_refused_before_anything_is_posted()
    {
        var (code, output) = await platform.ImportAsync(
            Mapping("repeated", "", ""), "--snapshot", "--release", "1", Rows("repeated", "1,Alpha,10", "1,Beta,20"));

        code.ShouldBe(1);
        output.ShouldContain("1 of 2 reports has a record key that came before in the file (first '1')");
        (await KeysAsync("repeated")).ShouldBeEmpty();
    }

    private async Task<List<string>> KeysAsync(string name) =>
    [
        .. (await platform.ListAsync($"/v1/records?source=/feeds/snapshots/{name}&limit=1000"))
            .Select(record => (string)record["recordKey"]!),
    ];

    private string Rows(string name, params string[] rows)
    {
        var path = Path.Combine(platform.Files, $"{name}.csv");
        File.WriteAllText(path, string.Join('\n', (string[])["id,name,mw", .. rows, ""]));
        return path;
    }

    private string Mapping(string name, string before, string report)
    {
        var path = Path.Combine(platform.Files, $"{name}{report.Length}.yaml");
        File.WriteAllText(path,
            $$"""
            source: /feeds/snapshots/{{name}}
            {{before}}
            record: "{id}"
            reports:
              - type: PlantOpened
                {{report}}
                data:
                  plant: "{name}"
                  status: opened
                  location: { country: GB }
                  capacity: { value: "{mw}", unit: MW }
            """);
        return path;
    }
}
