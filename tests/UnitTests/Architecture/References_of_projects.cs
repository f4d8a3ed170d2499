using System.Xml.Linq;
using EventPlatform.Servers;

namespace EventPlatform.UnitTests.Architecture;

/// <summary>What projects may reference.</summary>
public sealed class References_of_projects
{
    private static readonly IReadOnlyDictionary<string, string> Projects = new[] { "services", "shared", "clients" }
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Machine.Repository, folder), "*.csproj", SearchOption.AllDirectories))
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file), File.ReadAllText);

    [Fact]
    public void MassTransit_is_referenced_by_the_broker_project_alone() => Referencing("MassTransit").ShouldBe(["Broker"]);

    [Fact]
    public void The_broker_project_is_referenced_by_the_write_side_alone() => Referencing("Broker.csproj").ShouldBe(["EventStore", "Ingestion"]);

    [Fact]
    public void Marten_is_referenced_by_the_storage_project_alone() => Referencing("\"Marten\"").ShouldBe(["Storage"]);

    [Fact]
    public void The_dashboard_and_eventctl_reach_no_database() => Referencing("Storage.csproj").ShouldBe(["EventStore", "Projections", "Query"]);

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

    private static IEnumerable<string> Referencing(string what) => Projects
        .Where(project => project.Value.Split('\n').Any(line =>
            line.Contains("Reference Include=", StringComparison.Ordinal) && line.Contains(what, StringComparison.Ordinal)))
        .Select(project => project.Key).Order(StringComparer.Ordinal);

    private static string In(string path) => Path.Combine(Machine.Repository, path);

    private static string[] Files(string directory, string pattern)
    {
        var files = Directory.GetFiles(In(directory), pattern, SearchOption.AllDirectories);
        files.ShouldNotBeEmpty();
        return files;
    }
}
