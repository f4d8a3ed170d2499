using System.Text.Json;
using System.Text.Json.Nodes;
using EventPlatform.Contracts;
using EventPlatform.Hosting.Documents;
using EventPlatform.Servers;

namespace EventPlatform.UnitTests.Contracts;

/// <summary>
/// Schemas are checked in under docs/schemas, with one file for each version, such as <c>FundingRaised.1.json</c>. A change adds the next
/// version, which must accept every report that any earlier version accepted (BACKWARD_TRANSITIVE).
/// </summary>
public sealed class Report_schemas
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };

    public static TheoryData<string> Types => [.. ReportTypes.ByName.Keys];

    [Theory]
    [MemberData(nameof(Types))]
    public void The_newest_checked_in_version_is_what_the_code_says(string type) =>
        (Versions(type).LastOrDefault()?.ToJsonString(Indented) ?? "")
            .ShouldBe(ReportSchemas.ByType[type].ToJsonString(Indented), $"add docs/schemas/{type}.{Versions(type).Count + 1}.json");

    [Theory]
    [MemberData(nameof(Types))]
    public void What_any_earlier_version_took_is_taken_still(string type)
    {
        foreach (var earlier in Versions(type))
            Narrowed(earlier, JsonNode.Parse(ReportSchemas.ByType[type].ToJsonString())!, "").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"required":["a"]}""", """{"required":["a","b"]}""")]
    [InlineData("""{"enum":["a","b"]}""", """{"enum":["a"]}""")]
    [InlineData("""{"maxLength":10}""", """{"maxLength":9}""")]
    [InlineData("""{}""", """{"maxLength":9}""")]
    [InlineData("""{"minimum":0}""", """{"minimum":1}""")]
    [InlineData("""{"type":["string","null"]}""", """{"type":"string"}""")]
    [InlineData("""{"properties":{"a":{"type":"string"}}}""", """{"properties":{"a":{"type":"number"}}}""")]
    public void A_change_that_an_older_report_would_not_satisfy_is_found(string earlier, string later) =>
        Narrowed(JsonNode.Parse(earlier)!, JsonNode.Parse(later)!, "").ShouldNotBeEmpty();

    private static List<JsonNode> Versions(string type) =>
        [.. Directory.GetFiles(Path.Combine(Machine.Repository, "docs/schemas"), $"{type}.*.json").Order(StringComparer.Ordinal)
            .Select(file => JsonNode.Parse(File.ReadAllText(file))!)];

    private static IEnumerable<string> Narrowed(JsonNode? earlier, JsonNode? later, string at)
    {
        if (earlier is not JsonObject before || later is not JsonObject after) yield break;
        foreach (var name in Texts(after["required"]).Except(Texts(before["required"]))) yield return $"{at}/{name} became required";
        foreach (var list in (string[])["enum", "type"])
        {
            if (after[list] is null) continue;
            if (before[list] is null) yield return $"{at} has a {list} now";
            foreach (var value in Texts(before[list]).Except(Texts(after[list]))) yield return $"{at} no longer has the {list} {value}";
        }

        foreach (var (limit, sign) in ((string, int)[])[("maxLength", 1), ("maximum", 1), ("minLength", -1), ("minimum", -1)])
        {
            if (after[limit] is { } now
                && (before[limit] is not { } then || sign * now.GetValue<double>() < sign * then.GetValue<double>()))
                yield return $"{at} has a narrower {limit}";
        }

        foreach (var (name, property) in before["properties"]?.AsObject() ?? [])
        {
            foreach (var narrowed in Narrowed(property, after["properties"]?[name], $"{at}/{name}")) yield return narrowed;
        }

        foreach (var narrowed in Narrowed(before["items"], after["items"], $"{at}/0")) yield return narrowed;
    }

    private static IEnumerable<string> Texts(JsonNode? node) =>
        node is JsonArray many ? many.Select(item => item?.ToString() ?? "null") : node is null ? [] : [node.ToString()];
}
