using System.Buffers;
using System.Text.Json.Nodes;
using EventPlatform.Cli.Import.Mapping;
using EventPlatform.Cli.Import.Reports;
using EventPlatform.Cli.Import.Rows;
using EventPlatform.Contracts;
using EventPlatform.IntegrationTests.Import;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.ReadTables.FirstEdition;

/// <summary>
/// The reports that the importer makes from the published files of the import tests, and those of a rival source about the same things.
/// Releases of a database are snapshots.
/// </summary>
/// <param name="directory">The directory for unpacked files.</param>
internal sealed class PublishedReports(string directory)
{
    private static readonly (string Mapping, string? Snapshot, string[] Files)[] Imports =
    [
        ("crunchbase-rounds", null, ["crunchbase-rounds.csv"]),
        ("crunchbase-acquisitions", null, ["crunchbase-acquisitions.csv"]),
        ("gppd", null, ["database_USA.csv", "database_CAN.csv", "database_ARG.csv"]),
        ("india-ev", null, ["electric_vehicle_sales_by_makers.csv"]),
        ("tesla-production", null, ["tesla-production.csv"]),
        ("uk-repd", "2021-09", ["uk-repd-2021-09.csv"]),
        ("uk-repd", "2021-12", ["uk-repd-2021-12.csv"]),
        ("uk-repd", "2022-04", ["uk-repd-2022-04.csv"]),
        ("uk-repd", "2022-07", ["uk-repd-2022-07.csv"]),
    ];

    private readonly Arrivals arrivals = new();
    private readonly ArrayBufferWriter<byte> line = new();
    private readonly SortedSet<string> inSnapshot = new(StringComparer.Ordinal);

    public IEnumerable<AcceptedReport> All()
    {
        yield return arrivals.Declare(new FeedDeclared { Name = "crunchbase", SourcePrefix = "/feeds/crunchbase", Trust = 5 });
        yield return arrivals.Declare(new FeedDeclared { Name = "rival", SourcePrefix = Rival.Source, Trust = 3 });
        foreach (var (mapping, snapshot, files) in Imports)
        {
            foreach (var report in Of(MappingReader.Load(Mapping(mapping)), snapshot, files)) yield return report;
        }

        yield return arrivals.Declare(new CompaniesMerged { From = "tesla-motors", Into = "tesla" });
        yield return arrivals.Declare(new FeedDeclared { Name = "rival-plants", SourcePrefix = $"{Rival.Source}/wri", Trust = 7 });
    }

    private static string Mapping(string name) => Path.Combine(Machine.Repository, $"deploy/imports/{name}.yaml");

    private IEnumerable<AcceptedReport> Of(ImportMapping mapping, string? snapshot, string[] files)
    {
        var release = (snapshot ?? mapping.Release) is { } name ? Release.Parse(name) : null;
        var (events, keys) = (new CloudEvents(mapping.Source, release), new List<RecordKeys>());
        foreach (var sent in files.SelectMany(file => Read(PublishedFile.Unpack(file, directory), mapping, events, keys)))
        {
            var rival = Rival.Of(sent);
            if (arrivals.Take(sent) is not { } report) continue;
            if (snapshot is not null) inSnapshot.Add((string)sent["recordkey"]!);
            yield return report;
            if (rival is not null) yield return arrivals.Accept(rival);
        }

        if (snapshot is null) yield break;
        foreach (var absent in inSnapshot.Where(key => !keys.Exists(file => file.Contains(key))).ToList())
        {
            inSnapshot.Remove(absent);
            yield return arrivals.Accept(Written(to => events.WriteRetraction(to, absent, absent)));
        }
    }

    private IEnumerable<JsonObject> Read(string path, ImportMapping mapping, CloudEvents events, List<RecordKeys> keys)
    {
        using var file = InputFile.Open(path, mapping.File);
        var mapper = new RowMapper(mapping, new RecordKeys(), [.. keys]);
        keys.Add(mapper.Keys);
        foreach (var report in mapper.Rows(file).SelectMany(row => mapper.Map(row).Reports))
            yield return Written(to => events.Write(to, report));
    }

    private JsonObject Written(Action<IBufferWriter<byte>> write)
    {
        line.ResetWrittenCount();
        write(line);
        return JsonNode.Parse(line.WrittenSpan)!.AsObject();
    }
}
