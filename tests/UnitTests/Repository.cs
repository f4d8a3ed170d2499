using System.Xml.Linq;
using EventPlatform.Servers;

namespace EventPlatform.UnitTests;

/// <summary>Rules for all code: references between projects, and the lengths of files.</summary>
public sealed class Repository
{
    private const int LongestProgram = 40;
    private const int LongestFile = 250;

    [Fact]
    public void Services_never_reference_each_other()
    {
        var references = from project in Files("services", "*.csproj")
                         from reference in XDocument.Load(project).Descendants("ProjectReference")
                         let target = Path.GetFullPath(
                             Path.Combine(Path.GetDirectoryName(project)!, reference.Attribute("Include")!.Value.Replace('\\', '/')))
                         where target.StartsWith(In("services"), StringComparison.Ordinal)
                         select $"{Path.GetFileName(project)} -> {Path.GetFileName(target)}";

        references.ShouldBeEmpty();
    }

    [Fact]
    public void Contracts_reference_nothing() =>
        XDocument.Load(In("shared/Contracts/Contracts.csproj")).Descendants()
            .Where(item => item.Name.LocalName.EndsWith("Reference", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void A_program_is_short() =>
        Files("services", "Program.cs").Where(file => File.ReadLines(file).Count() > LongestProgram).ShouldBeEmpty();

    [Fact]
    public void No_file_is_long() =>
        Files("services", "*.cs").Concat(Files("shared", "*.cs")).Concat(Files("tests", "*.cs"))
            .Where(file => File.ReadLines(file).Count() > LongestFile).ShouldBeEmpty();

    /// <summary>
    /// Images are built only from files that <c>.dockerignore</c> allows, so a project that includes any other file fails to build there.
    /// </summary>
    [Fact]
    public void What_the_services_take_in_from_outside_is_in_the_context_of_the_images()
    {
        var allowed = File.ReadLines(In(".dockerignore")).Where(line => line.StartsWith('!')).Select(line => line[1..]).ToList();
        var missing = from project in Files("services", "*.csproj").Concat(Files("shared", "*.csproj"))
                      from item in XDocument.Load(project).Descendants().Attributes("Include")
                      where item.Value.StartsWith("../../", StringComparison.Ordinal)
                      let path = item.Value["../../".Length..]
                      where !allowed.Exists(entry => path == entry || path.StartsWith($"{entry}/", StringComparison.Ordinal))
                      select $"{Path.GetFileName(project)} takes in {path}, which .dockerignore keeps out";

        missing.ShouldBeEmpty();
    }

    private static string In(string path) => Path.Combine(Machine.Repository, path);

    private static string[] Files(string directory, string pattern)
    {
        var files = Directory.GetFiles(In(directory), pattern, SearchOption.AllDirectories);
        files.ShouldNotBeEmpty();
        return files;
    }
}
