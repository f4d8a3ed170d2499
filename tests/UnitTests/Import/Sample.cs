using System.Text.Json.Nodes;
using EventPlatform.Cli.Import.Mapping;
using EventPlatform.Cli.Import.Reports;
using EventPlatform.Cli.Import.Rows;

namespace EventPlatform.UnitTests.Import;

/// <summary>Applies a mapping to a text, without files or a platform.</summary>
internal static class Sample
{
    public static ImportMapping Mapping(string yaml) => MappingReader.Read("m.yaml", yaml);

    public static List<MappedRow> Map(string yaml, string text)
    {
        var mapping = Mapping(yaml);
        using var rows = Rows(mapping, text);
        var mapper = new RowMapper(mapping, new RecordKeys(), []);
        return [.. RowGroups.Of(rows.Read(), mapping).Select(mapper.Map)];
    }

    /// <summary>Returns the data of the only report of the only row.</summary>
    public static JsonObject Data(string yaml, string text) => Map(yaml, text).ShouldHaveSingleItem().Reports.ShouldHaveSingleItem().Data;

    public static IRows Rows(ImportMapping mapping, string text) => mapping.File.Format == FileFormat.JsonLines
        ? new JsonRows(new StringReader(text))
        : new CsvRows("file.csv", new StringReader(text), mapping.File);

    /// <summary>Returns a complete mapping around the given lines for the data of a funding report.</summary>
    public static string Funding(string data, string before = "") => $$"""
        source: /feeds/sample
        {{before}}
        record: "{id}"
        reports:
          - type: FundingRaised
            data:
              company: { name: "{name}" }
              status: announced
              round: unknown
              on: "2020"
              {{data.ReplaceLineEndings("\n      ")}}
        """;
}
