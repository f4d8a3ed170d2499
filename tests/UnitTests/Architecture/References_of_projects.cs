using EventPlatform.Servers;

namespace EventPlatform.UnitTests.Architecture;

/// <summary>What the projects of the product reference. <see href="docs/adr/0037-what-is-used-of-masstransit-and-marten.md"/></summary>
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

    private static IEnumerable<string> Referencing(string what) => Projects
        .Where(project => project.Value.Split('\n').Any(line => line.Contains("Reference Include=", StringComparison.Ordinal) && line.Contains(what, StringComparison.Ordinal)))
        .Select(project => project.Key).Order(StringComparer.Ordinal);
}
