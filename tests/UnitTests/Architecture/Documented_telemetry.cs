using System.Text.RegularExpressions;
using EventPlatform.Servers;

namespace EventPlatform.UnitTests.Architecture;

/// <summary>docs/telemetry.md lists every instrument, and the shipped Prometheus files use no other.</summary>
public sealed partial class Documented_telemetry
{
    private static readonly string[] Roots = ["services", "shared"];
    private static readonly string Page = Read("docs/telemetry.md");

    [Fact]
    public void Every_instrument_is_listed_and_no_other() =>
        Instrument().Matches(Page[Page.IndexOf("| instrument", StringComparison.Ordinal)..])
            .Select(match => match.Groups["name"].Value).Order()
            .ShouldBe(Sources().SelectMany(source => Created().Matches(source)).Select(match => match.Groups["name"].Value).Order());

    [Theory]
    [InlineData("deploy/observability/alerts.yml")]
    [InlineData("deploy/observability/grafana/dashboards/eventplatform.json")]
    public void Only_instruments_that_are_listed_are_asked_for(string file)
    {
        var known = Instrument().Matches(Page).Select(match => match.Groups["name"].Value.Replace('.', '_')).ToList();

        foreach (var asked in Asked().Matches(Read(file)).Select(match => match.Value).Distinct())
            known.ShouldContain(name =>
                asked == name || Endings().IsMatch(asked) && asked.StartsWith(name, StringComparison.Ordinal), asked);
    }

    [Fact]
    public void Every_alert_has_a_part_of_the_runbook()
    {
        var runbook = Read("docs/operations.md");

        foreach (var alert in Alert().Matches(Read("deploy/observability/alerts.yml")).Select(match => match.Groups["name"].Value))
        {
            runbook.ShouldContain($"### {alert}\n");
            Read("deploy/observability/alerts.yml").ShouldContain($"#{alert.ToLowerInvariant()}\"");
        }
    }

    private static IEnumerable<string> Sources() => Roots
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Machine.Repository, folder), "*.cs", SearchOption.AllDirectories))
        .Select(File.ReadAllText);

    private static string Read(string path) => File.ReadAllText(Path.Combine(Machine.Repository, path));

    [GeneratedRegex(@"^\| `(?<name>eventplatform\.[a-z._]+)`",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Instrument();

    [GeneratedRegex(@"""(?<name>eventplatform\.[a-z._]+)"", (\(\) =>|""[{s]|Measure,)",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Created();

    [GeneratedRegex(@"\beventplatform_(?!(partition|check|sender|outcome|generation|served|stream)\b)[a-z_]+",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Asked();

    [GeneratedRegex("_(total|seconds|bucket)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Endings();

    [GeneratedRegex("- alert: (?<name>[A-Za-z]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Alert();
}
