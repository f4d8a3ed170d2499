using EventPlatform.Servers;

namespace EventPlatform.UnitTests;

/// <summary>What pages of docs/ show of the code.</summary>
public sealed class Pages
{
    [Theory]
    [InlineData("docs/own-read-model.md", "tests/OwnReadModel/role.sql")]
    [InlineData("docs/own-read-model.md", "tests/OwnReadModel/Program.cs")]
    [InlineData("docs/own-read-model.md", "tests/OwnReadModel/Rounds.cs")]
    [InlineData("docs/own-read-model.md", "tests/OwnReadModel/rebuild.sql")]
    public void A_page_shows_the_file_that_the_tests_run(string page, string file) => Blocks(page).ShouldContain(Read(file));

    /// <summary>Without the first line, which names the language.</summary>
    private static IEnumerable<string> Blocks(string page) => Read(page).Split("```")
        .Where((_, index) => index % 2 == 1).Select(block => block[(block.IndexOf('\n', StringComparison.Ordinal) + 1)..]);

    private static string Read(string path) => File.ReadAllText(Path.Combine(Machine.Repository, path));
}
