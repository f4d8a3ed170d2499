using System.Globalization;
using System.Text.Json.Nodes;

namespace EventPlatform.IntegrationTests.Import;

/// <summary>
/// Describes rows of the UK's planning database and facts about plants in the same words, so that tests can compare them.
/// </summary>
internal static class PlanningRows
{
    private static readonly Dictionary<string, string> DateOfShortStatus = new(StringComparer.Ordinal)
    {
        ["Application Submitted"] = "Planning Application Submitted",
        ["Application Withdrawn"] = "Planning Application Withdrawn",
        ["Application Refused"] = "Planning Permission Refused",
        ["Awaiting Construction"] = "Planning Permission Granted",
    };

    /// <summary>If a reference occurs twice, the rows are two records.</summary>
    public static IEnumerable<string> Keys(List<Dictionary<string, string>> rows) => rows.GroupBy(Reference, StringComparer.Ordinal)
        .SelectMany(group => group.Select((_, index) => index == 0 ? group.Key : $"{group.Key}#{index + 1}"));

    private static string Reference(Dictionary<string, string> row) =>
        row.TryGetValue("Ref ID", out var reference) ? reference : row["Ref"];

    public static string Status(Dictionary<string, string> row) =>
        row["Development Status (short)"] is { Length: > 0 } status ? status : row["Development Status"];

    public static string Describe(JsonNode data) => string.Join('|',
        data["plant"], data["company"]?["name"], data["status"], data["on"], Megawatts(data["capacity"]),
        data["technology"], data["location"]!["region"], data["location"]!["lat"] is not null);

    /// <summary>Describes a plant of <c>/v1/plants</c>, which has the owner's key instead of the name.</summary>
    public static string DescribePlant(JsonNode plant) => string.Join('|',
        plant["plant"], plant["owner"] is not null, plant["status"], plant["on"]?["date"], Megawatts(plant["capacity"]),
        plant["technology"], plant["location"]!["region"], plant["location"]!["lat"] is not null);

    public static string DescribePlant(Dictionary<string, string> row) =>
        string.Join('|', Describe(row).Split('|').Select((word, index) => index == 1 ? $"{word.Length > 0}" : word));

    public static string Describe(Dictionary<string, string> row) => string.Join('|',
        row["Site Name"], row["Operator (or Applicant)"] is "Unknown" ? "" : row["Operator (or Applicant)"], Expected(row), Day(row),
        row["Installed Capacity (MWelec)"] is { Length: > 0 } megawatts
            ? decimal.Parse(megawatts, CultureInfo.InvariantCulture).ToString("0.###", CultureInfo.InvariantCulture) : "",
        row["Technology Type"], row["Region"], IsOnGrid(row["X-coordinate"], 800_000) && IsOnGrid(row["Y-coordinate"], 1_300_000));

    /// <summary>The platform's word for the status of a row.</summary>
    public static string Expected(Dictionary<string, string> row) => Status(row) switch
    {
        "Operational" => "opened",
        "Under Construction" => "construction",
        "Decommissioned" => "closed",
        "Abandoned" or "Revised" => "cancelled",
        var status when status.Contains("Refus", StringComparison.Ordinal) || status.Contains("Withdrawn", StringComparison.Ordinal)
            || status.Contains("Expired", StringComparison.Ordinal) => "cancelled",
        _ => "planned",
    };

    private static string? Megawatts(JsonNode? capacity) =>
        capacity?["value"]?.GetValue<decimal>().ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>The columns with dates are named after the statuses.</summary>
    private static string Day(Dictionary<string, string> row)
    {
        var named = row.Keys.FirstOrDefault(column => column.Equals(row["Development Status"], StringComparison.OrdinalIgnoreCase));
        var text = named is null ? "" : row[named];
        if (text.Length == 0 && DateOfShortStatus.TryGetValue(row["Development Status (short)"], out var column)) text = row[column];
        return text.Length == 0 ? "" : $"{text[6..10]}-{text[3..5]}-{text[..2]}";
    }

    private static bool IsOnGrid(string text, decimal limit) =>
        text.Length > 0
            && decimal.Parse(string.Concat(text.Where(c => char.IsAsciiDigit(c) || c == '.')), CultureInfo.InvariantCulture) <= limit;
}
