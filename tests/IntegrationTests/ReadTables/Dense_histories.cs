using CsCheck;
using EventPlatform.IntegrationTests.Log;
using EventPlatform.Projections.Fold.Facts;
using EventPlatform.Projections.ReadModels;
using EventPlatform.Servers;
using EventPlatform.Storage.ReadTables;
using EventPlatform.UnitTests.Oracle;

namespace EventPlatform.IntegrationTests.ReadTables;

/// <summary>
/// Random histories share one log. Each append has only a few reports, so that the daemon cuts the log into small pages and each page loads
/// only the little that it can touch. The read tables must still agree with the slow program in tests/UnitTests/Oracle about each history,
/// however many records Projections keeps in memory from page to page (all, some for a while, or none), and whether a page is written as a
/// whole or slice by slice while the next slice is folded.
/// </summary>
[Trait("Servers", "any")]
public sealed class Dense_histories(TestServers servers) : IAsyncLifetime
{
    private const int ReportsTogether = 3;

    private readonly LogWorkspace log = new(servers);

    public ValueTask InitializeAsync() => log.InitializeAsync();

    public ValueTask DisposeAsync() => log.DisposeAsync();

    [Theory]
    [InlineData(100_000, 3, 500_000)]
    [InlineData(200, 6, 100)] // pages fold the rest of a build
    [InlineData(0, 1, 0)]
    public async Task The_read_tables_agree_with_the_oracle_and_with_a_rebuild(int recordsAtHand, int sliceSize, int recordsOfBuild)
    {
        await using var projections = new ServiceProcess("Projections", log.Workspace,
            ("Limits__RecordsAtHand", $"{recordsAtHand}"), ("Limits__SliceSize", $"{sliceSize}"),
            ("Limits__RecordsOfBuild", $"{recordsOfBuild}"));
        await projections.StartReadyAsync();
        await AnyHistory.Any.Array[60].SampleAsync(
            async any =>
            {
                var histories = any.Select(Neighbouring.Renamed).ToList();
                var positions = await AppendAsync(histories);
                await Generations.IsCaughtUpAsync(projections);
                (await log.Workspace.ListAsync<string>("select error from read_1.parked")).ShouldBeEmpty();
                var versions = await VersionsAsync();
                foreach (var (number, history) in histories.Index())
                    Disagreement(history, positions[number], versions[$"/feeds{number}"].ToList())
                        .ShouldBeEmpty($"{history}\nat {string.Join(' ', positions[number])}");
            },
            iter: 1, threads: 1, print: _ => "");

        await Generations.BuildAsync(projections);
        (await Generations.DifferencesAsync(log.Workspace, 1, 2)).ShouldBeEmpty();
    }

    /// <summary>Appends the histories, and returns the positions of each history's reports.</summary>
    private async Task<Dictionary<int, List<long>>> AppendAsync(List<History> histories)
    {
        var sent = histories.SelectMany((history, number) =>
            history.Lines.Select((line, index) => (Number: number, Index: index, Report: Neighbouring.Accepted(line, index + 1))))
            .OrderBy(report => report.Index / ReportsTogether).ThenBy(report => report.Number).ThenBy(report => report.Index).ToList();
        var positions = histories.Select((_, number) => number).ToDictionary(number => number, _ => new List<long>());
        foreach (var chunk in sent.Chunk(2 * ReportsTogether + 1))
        {
            var appended = await log.AppendAsync([.. chunk.Select(report => report.Report)]);
            foreach (var (report, at) in chunk.Zip(appended)) positions[report.Number].Add(at.Position);
        }

        return positions;
    }

    /// <summary>Returns the versions of facts by the root of their sources.</summary>
    private async Task<ILookup<string, FactVersion>> VersionsAsync()
    {
        await using var command = log.Postgres.CreateCommand($"select {FactRow.Table.Columns("f")} from read_1.facts f");
        await using var rows = await command.ExecuteReaderAsync();
        var versions = new List<FactVersion>();
        while (await rows.ReadAsync()) versions.Add(FactRows.Read(FactRow.Table.Read(rows)));
        return versions.ToLookup(version => version.Fact.Sources[0][..version.Fact.Sources[0].IndexOf('/', 1)], StringComparer.Ordinal);
    }

    /// <summary>Compares what was known after each report of a history with the oracle, and returns the first difference.</summary>
    private static string Disagreement(History history, List<long> positions, List<FactVersion> versions) =>
        Enumerable.Range(1, positions.Count)
            .Select(count => Differences.Between(
                versions.Where(version => version.KnownFrom <= positions[count - 1] && positions[count - 1] < version.KnownTo)
                    .Select(Comparable.Of),
                history.Known.UpTo(count).Facts.Select(fact => Comparable.Of(fact, position => positions[position - 1]))))
            .FirstOrDefault(differences => differences.Length > 0, "");
}
