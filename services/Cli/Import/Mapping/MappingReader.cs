using EventPlatform.Cli.Import.Reports;
using EventPlatform.Cli.Import.Values;
using EventPlatform.Contracts;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace EventPlatform.Cli.Import.Mapping;

/// <summary>Reads a mapping file, or says everything that is wrong with it by line and column.</summary>
internal sealed class MappingReader
{
    private readonly List<MappingProblem> problems = [];
    private readonly Names names;
    private readonly ValueReader values;
    private readonly ConditionReader conditions;
    private readonly DataReader data;

    private MappingReader()
    {
        names = new Names(problems);
        values = new ValueReader(names, problems);
        conditions = new ConditionReader(values, problems);
        data = new DataReader(values, conditions, names, problems);
    }

    /// <exception cref="InvalidMapping">It has problems.</exception>
    /// <exception cref="CommandException">There is no such file.</exception>
    public static ImportMapping Load(string path)
    {
        try
        {
            return Read(path, File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"The mapping {path} cannot be read: {e.Message}");
        }
    }

    public static ImportMapping Read(string path, string yaml)
    {
        var reader = new MappingReader();
        var mapping = reader.Read(yaml);
        return reader.problems.Count == 0 ? mapping! : throw new InvalidMapping(path, reader.problems);
    }

    private ImportMapping? Read(string yaml)
    {
        var parser = new Parser(new StringReader(yaml));
        try
        {
            var stream = new YamlStream();
            stream.Load(parser);
            if (stream.Documents.Count == 1) return ReadRoot(stream.Documents[0].RootNode);
            problems.Add(new MappingProblem(1, 1, "a mapping is one YAML document"));
        }
        catch (YamlException e)
        {
            problems.Add(new MappingProblem((int)e.Start.Line, (int)e.Start.Column, $"is not YAML: {e.Message.ReplaceLineEndings(" ")}"));
        }
        catch (InvalidOperationException)
        {
            // So its parser ends where a list or mapping is not closed
            var end = parser.Current?.End ?? Mark.Empty;
            problems.Add(new MappingProblem((int)end.Line, (int)end.Column, "is not YAML: is a '[' or '{' before it not closed?"));
        }

        return null;
    }

    private ImportMapping ReadRoot(YamlNode root)
    {
        var map = new YamlMap(root, problems);
        var sourceNode = map.Require("source");
        var source = sourceNode?.Text(problems);
        if (source is not null && (source.Length == 0 || !Uri.IsWellFormedUriString(source, UriKind.RelativeOrAbsolute)))
            problems.Add(sourceNode!.Problem($"'{source}' must be a path without blanks, such as /feeds/nordic-deals"));
        var (licence, attribution) = (map.Text("licence"), map.Text("attribution"));
        var file = FileShapeReader.Read(map.Take("file"), problems);
        foreach (var (name, _, headers) in Entries(map, "columns")) names.AddColumn(name, [.. headers.Items().Select(header => header.Text(problems)).OfType<string>()]);
        foreach (var (name, _, table) in Entries(map, "tables")) values.AddTable(name, table);
        foreach (var (name, _, value) in Entries(map, "values")) names.AddValue(name, values.Read(value));
        var (release, sequence, group) = (Read(map, "release"), Read(map, "sequence"), Read(map, "group-by"));
        data.HasGroups = group is not null;
        var record = Read(map, "record");
        var repeated = ReadRepeated(map.Take("repeated-records"));
        var skip = map.Take("skip")?.Items().Select(ReadSkip).ToList() ?? [];
        var reports = map.Require("reports")?.Items().Select(ReadReport).OfType<ReportRule>().ToList() ?? [];
        map.Close();
        if (record is null && reports.Exists(report => report.Record is null)) problems.Add(root.Problem("needs 'record', or a 'record' in each report: what identifies a row's thing"));
        return new ImportMapping
        {
            Source = source ?? "", Licence = licence, Attribution = attribution, File = file, GroupBy = group,
            Release = (release as Template)?.Constant, ReleaseOf = release is Template { Constant: not null } ? null : release, Sequence = sequence,
            Record = record, Repeated = repeated, Skip = skip, Reports = reports, Columns = names.Used,
        };
    }

    private Expression? Read(YamlMap map, string key) => map.Take(key) is { } node ? values.Read(node) : null;

    private IEnumerable<(string Name, YamlNode Key, YamlNode Value)> Entries(YamlMap map, string key) =>
        map.Take(key) is { } node ? new YamlMap(node, problems).TakeRest() : [];

    private RepeatedRecords ReadRepeated(YamlNode? node)
    {
        switch (node?.Text(problems))
        {
            case null: return RepeatedRecords.Unsaid;
            case "number": return RepeatedRecords.Number;
            case "refuse": return RepeatedRecords.Refuse;
            default:
                problems.Add(node!.Problem("must be number or refuse"));
                return RepeatedRecords.Unsaid;
        }
    }

    private SkipRule ReadSkip(YamlNode node)
    {
        var map = new YamlMap(node, problems);
        var when = map.Require("when") is { } condition ? conditions.Read(condition) : new AllCondition([]);
        var reason = map.Require("reason")?.Text(problems) ?? "";
        map.Close();
        return new SkipRule(when, reason);
    }

    private ReportRule? ReadReport(YamlNode node)
    {
        var map = new YamlMap(node, problems);
        var typeNode = map.Require("type");
        var when = map.Take("when") is { } condition ? conditions.Read(condition) : null;
        var record = Read(map, "record");
        var content = map.Require("data");
        map.Close();
        if (typeNode?.Text(problems) is not { } name || content is null) return null;
        if (ReportTypes.ByName.TryGetValue(name, out var type) && !ReportTypes.IsForOps(name)) return new ReportRule(name, when, record, data.ReadObject(content, new ContractShape(type), isRequired: true));
        problems.Add(typeNode.Problem($"there is no report type '{name}' for feeds: it may be {string.Join(", ", ReportTypes.ByName.Keys.Where(known => !ReportTypes.IsForOps(known)))}"));
        return null;
    }
}
