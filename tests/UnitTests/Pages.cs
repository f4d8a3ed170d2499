using System.Text.RegularExpressions;
using EventPlatform.Servers;

namespace EventPlatform.UnitTests;

/// <summary>The code and the links in the pages of docs/.</summary>
public sealed partial class Pages
{
    [Theory]
    [InlineData("docs/own-read-model.md", "tests/OwnReadModel/role.sql")]
    [InlineData("docs/own-read-model.md", "tests/OwnReadModel/Program.cs")]
    [InlineData("docs/own-read-model.md", "tests/OwnReadModel/Rounds.cs")]
    [InlineData("docs/own-read-model.md", "tests/OwnReadModel/rebuild.sql")]
    [InlineData("docs/clients.md", "clients/dotnet/Sample/Program.cs")]
    [InlineData("docs/clients.md", "clients/typescript/recipe.ts")]
    [InlineData("docs/clients.md", "clients/python/recipe.py")]
    [InlineData("docs/clients.md", "clients/browser/follow.html")]
    [InlineData("docs/clients.md", "clients/analysis/raised.sql")]
    [InlineData("docs/clients.md", "clients/analysis/raised.py")]
    public void A_page_shows_the_file_that_the_tests_run(string page, string file) => Blocks(page).ShouldContain(Read(file));

    [Fact]
    public void Every_link_to_a_file_leads_to_one()
    {
        foreach (var page in Directory.EnumerateFiles(Path.Combine(Machine.Repository, "docs"), "*.md", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Machine.Repository, "*.md")))
        {
            foreach (var target in Link().Matches(File.ReadAllText(page)).Select(match => match.Groups["target"].Value))
            {
                var (file, anchor) = (target.Split('#')[0], target.Contains('#', StringComparison.Ordinal) ? target.Split('#')[1] : null);
                var path = file.Length == 0 ? page : Path.Combine(Path.GetDirectoryName(page)!, file);
                Path.Exists(path).ShouldBeTrue($"{page}: {target}");
                if (anchor is not null) Anchors(path).ShouldContain(anchor, $"{page}: {target}");
            }
        }
    }

    internal static IEnumerable<string> Anchors(string page) => Heading().Matches(File.ReadAllText(page))
        .Select(match => Anchor(match.Groups["text"].Value));

    private static string Anchor(string heading) =>
        string.Concat(heading.ToLowerInvariant().Where(one => char.IsLetterOrDigit(one) || one is ' ' or '-')).Replace(' ', '-');

    /// <summary>Returns the code blocks without their first line, which names the language.</summary>
    private static IEnumerable<string> Blocks(string page) => Read(page).Split("```")
        .Where((_, index) => index % 2 == 1).Select(block => block[(block.IndexOf('\n', StringComparison.Ordinal) + 1)..]);

    private static string Read(string path) => File.ReadAllText(Path.Combine(Machine.Repository, path));

    [GeneratedRegex(@"\]\((?!https?:)(?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (?<text>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Heading();
}
