using System.Globalization;
using System.Text.Json.Nodes;

namespace EventPlatform.IntegrationTests.Import;

/// <summary>Four quarterly releases of the UK's planning database: after each the platform knows what that release says, no more and no less.</summary>
[Collection<PublishedFiles>]
public sealed class Releases_of_a_database(ImportingPlatform platform)
{
    private static readonly Dictionary<string, string> DateOfShortStatus = new(StringComparer.Ordinal)
    {
        ["Application Submitted"] = "Planning Application Submitted",
        ["Application Withdrawn"] = "Planning Application Withdrawn",
        ["Application Refused"] = "Planning Permission Refused",
        ["Awaiting Construction"] = "Planning Permission Granted",
    };

    [Fact]
    public async Task Each_is_known_record_by_record()
    {
        var before = new List<string>();
        foreach (var release in (string[])["2021-09", "2021-12", "2022-04", "2022-07"])
        {
            var file = platform.Unpack($"uk-repd-{release}.csv");
            var rows = PublishedFile.Rows(file);
            var unsaid = rows.Where(row => row["Site Name"].Length == 0 || Status(row).Length == 0).ToList();

            var (code, output) = await platform.ImportAsync("uk-repd.yaml", "--release", release, "--snapshot", file);

            code.ShouldBe(2, output);
            File.ReadLines(file + ".refused.csv").Count(line => line.Contains("/data/plant", StringComparison.Ordinal) || line.Contains("/data/status", StringComparison.Ordinal))
                .ShouldBe(unsaid.Count, "only what has no name or no status");
            var said = rows.Except(unsaid).ToList();
            var keys = Keys(said).ToList();
            await platform.SettleAsync(said.Count + before.Except(keys).Count());
            (await platform.ListAsync("/v1/records?source=/feeds/uk/repd&limit=1000")).Select(record => (string)record["recordKey"]!)
                .ShouldBeTheSameAs(keys, release);
            (await platform.FactsAsync("PlantOpened")).Where(fact => (string)fact["state"]! != "retracted" && (string)fact["data"]!["location"]!["country"]! == "GB")
                .Select(fact => Describe(fact["data"]!)).ShouldBeTheSameAs(said.Select(Describe), release);
            before = keys;
        }
    }

    /// <summary>A reference that comes twice is two records.</summary>
    private static IEnumerable<string> Keys(List<Dictionary<string, string>> rows) => rows.GroupBy(Reference, StringComparer.Ordinal)
        .SelectMany(group => group.Select((_, index) => index == 0 ? group.Key : $"{group.Key}#{index + 1}"));

    private static string Reference(Dictionary<string, string> row) => row.TryGetValue("Ref ID", out var reference) ? reference : row["Ref"];

    private static string Status(Dictionary<string, string> row) =>
        row["Development Status (short)"] is { Length: > 0 } status ? status : row["Development Status"];

    private static string Describe(JsonNode data) => string.Join('|',
        data["plant"], data["company"]?["name"], data["status"], data["on"], data["capacity"]?["value"]?.GetValue<decimal>().ToString("0.###", CultureInfo.InvariantCulture),
        data["technology"], data["location"]!["region"], data["location"]!["lat"] is not null);

    private static string Describe(Dictionary<string, string> row) => string.Join('|',
        row["Site Name"], row["Operator (or Applicant)"], Expected(Status(row)), Day(row), row["Installed Capacity (MWelec)"] is { Length: > 0 } megawatts ? decimal.Parse(megawatts, CultureInfo.InvariantCulture).ToString("0.###", CultureInfo.InvariantCulture) : "",
        row["Technology Type"], row["Region"], IsOnGrid(row["X-coordinate"], 800_000) && IsOnGrid(row["Y-coordinate"], 1_300_000));

    private static string Expected(string status) => status switch
    {
        "Operational" => "opened",
        "Under Construction" => "construction",
        "Decommissioned" => "closed",
        "Abandoned" or "Revised" => "cancelled",
        _ when status.Contains("Refus", StringComparison.Ordinal) || status.Contains("Withdrawn", StringComparison.Ordinal) || status.Contains("Expired", StringComparison.Ordinal) => "cancelled",
        _ => "planned",
    };

    /// <summary>The columns of dates are named as the statuses are.</summary>
    private static string Day(Dictionary<string, string> row)
    {
        var named = row.Keys.FirstOrDefault(column => column.Equals(row["Development Status"], StringComparison.OrdinalIgnoreCase));
        var text = named is null ? "" : row[named];
        if (text.Length == 0 && DateOfShortStatus.TryGetValue(row["Development Status (short)"], out var column)) text = row[column];
        return text.Length == 0 ? "" : $"{text[6..10]}-{text[3..5]}-{text[..2]}";
    }

    private static bool IsOnGrid(string text, decimal limit) =>
        text.Length > 0 && decimal.Parse(string.Concat(text.Where(c => char.IsAsciiDigit(c) || c == '.')), CultureInfo.InvariantCulture) <= limit;
}
