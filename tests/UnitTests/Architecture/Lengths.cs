using System.Text.RegularExpressions;
using EventPlatform.Servers;

namespace EventPlatform.UnitTests.Architecture;

/// <summary>How long programs, files and lines may be.</summary>
public sealed partial class Lengths
{
    private const int LongestProgram = 40;
    private const int LongestFile = 250;
    private const int LongestLine = 140; // as .editorconfig has it
    private const string RawString = "\"\"\"";
    private static readonly string[] Folders = ["services", "shared", "clients", "tests"];

    [Fact]
    public void A_program_is_short() => Files("*.cs")
        .Where(file => file.StartsWith("services/", StringComparison.Ordinal) && Path.GetFileName(file) == "Program.cs")
        .Where(file => Lines(file).Count() > LongestProgram).ShouldBeEmpty();

    [Fact]
    public void No_file_is_long() => Files("*.cs").Where(file => Lines(file).Count() > LongestFile).ShouldBeEmpty();

    /// <summary>A literal counts as empty, as it has to stay in one piece. The importer is going to be replaced.</summary>
    [Fact]
    public void No_line_is_long() => Files("*.cs").Concat(Files("*.razor"))
        .Where(file => !file.StartsWith("services/Cli/Import/", StringComparison.Ordinal))
        .SelectMany(file => LongLines(file).Select(line => $"{file}:{line}")).ShouldBeEmpty();

    private static IEnumerable<int> LongLines(string file)
    {
        var isRaw = false;
        foreach (var (number, line) in Lines(file).Index())
        {
            var marks = line.Split(RawString).Length - 1;
            if (!isRaw && marks == 0 && Literal().Replace(line, "").Length > LongestLine) yield return number + 1;
            if (marks % 2 == 1) isRaw = !isRaw;
        }
    }

    private static IEnumerable<string> Lines(string file) => File.ReadLines(Path.Combine(Machine.Repository, file));

    /// <summary>Relative to the repository, without what is built or installed.</summary>
    private static IEnumerable<string> Files(string pattern) => Folders
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Machine.Repository, folder), pattern, SearchOption.AllDirectories))
        .Select(file => Path.GetRelativePath(Machine.Repository, file))
        .Where(file => !file.Contains("/node_modules/", StringComparison.Ordinal) && !file.Contains("/generated/", StringComparison.Ordinal)
            && !file.Contains("/obj/", StringComparison.Ordinal));

    [GeneratedRegex("\"(?:[^\"\\\\]|\\\\.)*\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Literal();
}
