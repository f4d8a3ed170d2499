using System.Diagnostics;
using System.Globalization;
using EventPlatform.Contracts;
using EventPlatform.IntegrationTests.Log;
using EventPlatform.IntegrationTests.ReadTables.FirstEdition;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.ReadTables;

/// <summary>
/// The read tables have the same rows that the first edition (commit 77966be) wrote from the same log. The log contains published files, or
/// dense feeds that report the same things again and again while ops make every kind of declaration. Both a generation that follows the log
/// as it grows and one that is built afterwards have these rows.
/// </summary>
[Trait("Servers", "any")]
public sealed class Tables_of_the_first_edition(TestServers servers) : IAsyncLifetime
{
    private const int ReportsTogether = 1_000;
    private const int DenseReportsByDefault = 28_800;

    /// <summary>How many reports the dense feeds send instead of the default. Digests are kept for 200000.</summary>
    private static readonly string? MoreReports = Environment.GetEnvironmentVariable("DENSE_REPORTS");

    private readonly LogWorkspace log = new(servers);
    private readonly DirectoryInfo files = Directory.CreateTempSubdirectory("published-");
    private readonly Stopwatch watch = new();

    public ValueTask InitializeAsync() => log.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        files.Delete(recursive: true);
        await log.DisposeAsync();
    }

    [Fact]
    public Task Are_written_from_published_files() => AreWrittenAsync("real", new PublishedReports(files.FullName).All());

    [Fact]
    public Task Are_written_from_dense_feeds() => MoreReports is null
        ? AreWrittenAsync("dense", DenseReports.All(DenseReportsByDefault))
        : AreWrittenAsync($"dense-{MoreReports}", DenseReports.All(int.Parse(MoreReports, CultureInfo.InvariantCulture)));

    private async Task AreWrittenAsync(string name, IEnumerable<AcceptedReport> reports)
    {
        await using var projections = new ServiceProcess("Projections", log.Workspace);
        await projections.StartReadyAsync();

        await AppendAsync(reports);
        var build = Generations.BuildAsync(projections);
        await Generations.IsCaughtUpAsync(projections);
        Note("caught up");
        var (served, rebuilt) = (new LogicalRows(log.Workspace, 1), new LogicalRows(log.Workspace, await build));
        Note("rebuilt beside it");

        await served.CreateAsync();
        await rebuilt.CreateAsync();
        var differences = await new Comparison(name).DifferencesAsync(served, rebuilt);
        Note("compared");
        if (differences.Length > 0) Assert.Fail(differences);
    }

    private async Task AppendAsync(IEnumerable<AcceptedReport> reports)
    {
        watch.Restart();
        var count = 0;
        foreach (var chunk in reports.Chunk(ReportsTogether))
        {
            (await log.AppendAsync(chunk)).ShouldAllBe(appended => appended.Outcome == "stored");
            count += chunk.Length;
        }

        Note($"{count:N0} reports appended");
    }

    /// <summary>Logs the time since the last note.</summary>
    private void Note(string what)
    {
        TestContext.Current.TestOutputHelper!.WriteLine($"{watch.Elapsed.TotalSeconds,6:0.0} s: {what}");
        watch.Restart();
    }
}
