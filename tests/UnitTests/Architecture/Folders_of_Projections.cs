using System.Reflection;
using System.Text.RegularExpressions;
using EventPlatform.Projections.Generations;
using EventPlatform.Servers;

namespace EventPlatform.UnitTests.Architecture;

/// <summary>The dependencies between the folders of Projections have no cycles, so that each can be read without those after it.</summary>
public sealed partial class Folders_of_Projections
{
    private const string Root = "EventPlatform.Projections";

    private static readonly Assembly Projections = typeof(FactsProjection).Assembly;
    private static readonly string Sources = Path.Combine(Machine.Repository, "services", "Projections");

    [Fact]
    public void Are_in_no_circle() =>
        Arrow.CirclesIn([.. ByTypes().Concat(ByUsings()).Where(arrow => arrow.From != arrow.To)]).ShouldBeEmpty();

    [Fact]
    public void Are_named_by_their_namespaces() => Files().Where(file => NamespaceOf(file) != FolderOf(file)).ShouldBeEmpty();

    /// <summary>Code can use its parent namespaces without a using directive, so a parent must contain no types.</summary>
    [Fact]
    public void Hold_files_or_folders_but_not_both() => Directory.GetDirectories(Sources, "*", SearchOption.AllDirectories)
        .Where(folder => Directory.EnumerateDirectories(folder).Any() && Directory.EnumerateFiles(folder, "*.cs").Any()).ShouldBeEmpty();

    [Fact]
    public void Are_all_that_lies_beside_the_program() =>
        Directory.GetFiles(Sources, "*.cs").Select(Path.GetFileName).ShouldBe(["Program.cs"]);

    private static IEnumerable<Arrow> ByTypes() =>
        from type in Projections.GetTypes()
        where IsOurs(type)
        from used in TypeUses.Of(type)
        where IsOurs(used)
        select new Arrow(FolderOf(type), FolderOf(used), $"{Outermost(type).Name} uses {Outermost(used).Name}");

    private static IEnumerable<Arrow> ByUsings() =>
        from file in Files()
        from Match match in Using().Matches(File.ReadAllText(file))
        select new Arrow(FolderOf(file), match.Groups["folder"].Value, $"{Path.GetFileName(file)} has a using");

    private static string[] Files()
    {
        var files = Directory.GetFiles(Sources, "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetDirectoryName(file) != Sources).ToArray();
        files.ShouldNotBeEmpty();
        return files;
    }

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static bool IsOurs(Type type) => Outermost(type).Namespace?.StartsWith($"{Root}.", StringComparison.Ordinal) is true;

    private static string FolderOf(Type type) => Short(Outermost(type).Namespace!);

    private static string FolderOf(string file) =>
        Path.GetRelativePath(Sources, Path.GetDirectoryName(file)!).Replace(Path.DirectorySeparatorChar, '.');

    private static string NamespaceOf(string file) => Short(Namespace().Match(File.ReadAllText(file)).Groups["name"].Value);

    private static string Short(string name) => name[(Root.Length + 1)..];

    [GeneratedRegex(@"^using (static )?EventPlatform\.Projections\.(?<folder>[\w.]+?)(?(1)\.\w+);",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Using();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Namespace();
}
