using System.Text.RegularExpressions;
using EventPlatform.Servers;

namespace EventPlatform.UnitTests.Documents;

/// <summary>Every problem that a service returns has a section in docs/errors.md, to which its <c>type</c> links.</summary>
public sealed partial class Problem_titles
{
    /// <summary>Titles that ASP.NET Core derives from the status.</summary>
    private static readonly string[] OfStatus =
        ["Bad Request", "Not Found", "Method Not Allowed", "Content Too Large", "Unsupported Media Type", "Internal Server Error"];

    private static readonly Dictionary<string, string> Sources = new[] { "services", "shared" }
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Machine.Repository, folder), "*.cs", SearchOption.AllDirectories))
        .ToDictionary(file => file, File.ReadAllText, StringComparer.Ordinal);

    private static readonly string[] Parts =
        [.. File.ReadLines(Path.Combine(Machine.Repository, "docs/errors.md"))
            .Where(line => line.StartsWith("### ", StringComparison.Ordinal)).Select(line => line[4..])];

    [Fact]
    public void Each_has_one_part_and_there_are_no_others()
    {
        var titles = Sources
            .SelectMany(source => Given().Matches(source.Value).Select(given => Title(given.Groups["title"].Value, source.Key)))
            .OfType<string>().Concat(OfStatus).Distinct();

        Parts.ShouldBe(titles, ignoreOrder: true);
    }

    /// <summary>The text of a literal or of a named constant; null for a parameter that is passed on.</summary>
    private static string? Title(string given, string file)
    {
        if (given.StartsWith('"')) return given.Trim('"');
        var names = given.Split('.');
        var declared = new Regex($"""const string {names[^1]} = "(?<text>[^"]*)";""", RegexOptions.None, TimeSpan.FromSeconds(1));
        var places = names.Length == 1 ? [file] : Sources.Keys.Where(other => Path.GetFileName(other) == $"{names[^2]}.cs");
        return places.Select(place => declared.Match(Sources[place])).FirstOrDefault(found => found.Success)?.Groups["text"].Value;
    }

    [GeneratedRegex(
        """((Problems\.Of|Refuses?)\(\s*StatusCodes\.\w+,\s*|RefuseAsync\(http, \w+, |NotValid\(|title: |Title = )(?<title>"[^"]*"|[\w.]+)""",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Given();
}
