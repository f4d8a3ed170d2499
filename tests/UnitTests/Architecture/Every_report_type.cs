using System.Reflection;
using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Facts;
using EventPlatform.Query;
using EventPlatform.Servers;
using EventPlatform.UnitTests.Ingestion;
using EventPlatform.UnitTests.Oracle.Types;

namespace EventPlatform.UnitTests.Architecture;

/// <summary>Every report type has all of its parts, which CONTRIBUTING.md lists in order.</summary>
public sealed class Every_report_type
{
    private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static;

    /// <summary>The profile shows their announcements as promises instead.</summary>
    private static readonly string[] WithoutSection = [nameof(ProductAnnounced)];

    public static TheoryData<string> All => [.. ReportTypes.ByName.Keys];

    public static TheoryData<string> Facts => [.. ReportTypes.ByName.Keys.Where(ReportTypes.BecomesFacts)];

    [Theory]
    [MemberData(nameof(All))]
    public void Has_a_schema(string type) =>
        Exists($"docs/schemas/{type}.1.json", $"add docs/schemas/{type}.1.json: Report_schemas shows what it has to say");

    [Theory]
    [MemberData(nameof(All))]
    public void Has_an_example(string type)
    {
        Exists($"tests/Data/reports/{type}.json", $"add tests/Data/reports/{type}.json, with every field, as \"sent\"");
        Examples.StoredOf(type).ShouldNotBeEmpty(
            $"add \"stored\" to tests/Data/reports/{type}.json: Reading_events shows what it has to say");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Is_documented(string type) =>
        Rows("docs/reports.md").ShouldContain(line => line.StartsWith($"| `{type}` |"), $"add a row for {type} to docs/reports.md");

    [Theory]
    [MemberData(nameof(Facts))]
    public void Has_a_rule_if_it_becomes_facts(string type) =>
        FactRules.Exists(ReportTypes.ByName[type]).ShouldBeTrue($"add a class FactRule<{type}> to services/Projections/Fold/Types");

    [Theory]
    [MemberData(nameof(Facts))]
    public void Has_its_rule_in_the_book_if_it_becomes_facts(string type) =>
        Rows("docs/facts.md").ShouldContain(line => line.Contains($"{type}.**"),
            $"add to docs/facts.md, under Which records mean the same, a rule with the heading {type}");

    [Theory]
    [MemberData(nameof(Facts))]
    public void Is_known_to_the_oracle_if_it_becomes_facts(string type) =>
        TypeByTheBook.Find(ReportTypes.ByName[type]).ShouldNotBeNull($"add a class TypeByTheBook<{type}> to tests/UnitTests/Oracle/Types");

    [Theory]
    [MemberData(nameof(Facts))]
    public void Has_a_section_in_the_profile_of_a_company_if_it_becomes_facts(string type) =>
        (IsInProfile(type) || WithoutSection.Contains(type)).ShouldBeTrue(
        $"add a section for {type} to services/Query/Companies/CompanyProfile.cs: an answer with a method Of that takes a {type}");

    [Theory]
    [MemberData(nameof(All))]
    public void Is_in_the_document_of_the_API(string type) =>
        File.ReadAllText(Path.Combine(Machine.Repository, "services", "Query", "Documents", "platform.json")).ShouldContain(
            $"\"{type}\"", customMessage: $"{type} is not in services/Query/Documents/platform.json: build, and run "
            + "tests/accept");

    private static bool IsInProfile(string type) =>
        typeof(Endpoints).Assembly.GetTypes().Where(answer => answer.Namespace == "EventPlatform.Query.Companies")
            .SelectMany(answer => answer.GetMethods(Any)).Where(method => method.Name == "Of").SelectMany(method => method.GetParameters())
            .Any(parameter => parameter.ParameterType == ReportTypes.ByName[type]);

    private static void Exists(string file, string add) => File.Exists(Path.Combine(Machine.Repository, file)).ShouldBeTrue(add);

    private static string[] Rows(string file) => File.ReadAllLines(Path.Combine(Machine.Repository, file));
}
