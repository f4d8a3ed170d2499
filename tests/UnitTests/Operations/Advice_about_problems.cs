using System.Text.RegularExpressions;
using EventPlatform.Operations;
using EventPlatform.Servers;

namespace EventPlatform.UnitTests.Operations;

/// <summary>Commands and links in the advice exist.</summary>
public sealed partial class Advice_about_problems
{
    private static readonly string[] Roots = ["services", "shared"];
    private const string Runbook = "docs/operations.md";
    private const string OfOwnReadModels = "read-model"; // a check of services outside the platform, which status does not cover

    [Fact]
    public void Every_check_of_readiness_has_an_advice_and_a_row_in_the_runbook()
    {
        var runbook = File.ReadAllText(Path.Combine(Machine.Repository, Runbook));
        var checks = Sources().SelectMany(source => Check().Matches(source)).Select(match => match.Groups["name"].Value).Distinct()
            .Where(check => check != OfOwnReadModels).ToList();

        checks.Count.ShouldBeGreaterThan(10);
        foreach (var check in checks)
        {
            Advice.Knows(check).ShouldBeTrue($"Advice has nothing for the check {check}");
            Row().Matches(runbook).ShouldContain(row => row.Value.Contains($"`{check}`"), $"{Runbook} has no row for the check {check}");
        }
    }

    [Fact]
    public void Every_part_of_the_runbook_that_is_named_is_there()
    {
        var parts = Pages.Anchors(Path.Combine(Machine.Repository, Runbook)).ToList();

        foreach (var link in Advice.All.Select(advice => advice.Link).Distinct()) parts.ShouldContain(link.Split('#')[1]);
    }

    private static IEnumerable<string> Sources() => Roots
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Machine.Repository, folder), "*.cs", SearchOption.AllDirectories))
        .Select(File.ReadAllText);

    [GeneratedRegex(@"(AddCheck<[A-Za-z]+>\(|HealthCheckRegistration\()\s*""(?<name>[a-z-]+)""", RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Check();

    [GeneratedRegex(@"^\| `[^|]*\|", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();
}
