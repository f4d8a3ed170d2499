using System.Text.RegularExpressions;
using EventPlatform.Cli.Import.Reports;
using EventPlatform.Cli.Import.Values;
using YamlDotNet.RepresentationModel;

namespace EventPlatform.Cli.Import.Mapping;

/// <summary>Reads values: a text with names in braces, or a mapping with <c>from</c> and the steps after it.</summary>
internal sealed class ValueReader(Names names, List<MappingProblem> problems)
{
    private static readonly TimeSpan PatternPatience = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, ValueTable> tables = new(StringComparer.Ordinal);

    public void AddTable(string name, YamlNode node) => tables[name] = ReadTable($"the table {name}", node);

    /// <param name="into">What the value is for, which says how a text is read where <c>as</c> doesn't.</param>
    public Expression Read(YamlNode node, ShapeKind into = ShapeKind.Text)
    {
        if (node is not YamlMappingNode || node.IsUnquotedName())
        {
            var template = names.ReadTemplate(node);
            return Implied(into) is { } reading && template.Constant is null ? new Value { From = [template], As = reading } : template;
        }

        var map = new YamlMap(node, problems);
        var from = map.Require("from");
        var value = new Value
        {
            From = from is null ? [] : [.. from.Items().Select(item => Read(item))],
            Replace = ReadReplacements(map),
            Pattern = ReadPattern(map, "pattern"),
            Table = map.Take("table") is { } table ? FindTable(table) : null,
            As = ReadAs(map, into),
            Else = ReadElse(map),
            Default = map.Take("default") is { } otherwise ? names.ReadTemplate(otherwise) : null,
        };
        map.Close();
        if (value.Else.Kind == OtherwiseKind.Keep && value.Table is null) problems.Add(node.Problem("'else: keep' needs a table"));
        return value;
    }

    public Regex? ReadPattern(YamlMap map, string key)
    {
        if (map.Take(key) is not { } node || node.Text(problems) is not { } text) return null;
        try
        {
            return new Regex(text, RegexOptions.CultureInvariant, PatternPatience);
        }
        catch (ArgumentException e)
        {
            problems.Add(node.Problem($"is not a regular expression: {e.Message}"));
            return null;
        }
    }

    private List<Replacement> ReadReplacements(YamlMap map)
    {
        var replacements = (map.Texts("strip") ?? []).Where(text => text.Length > 0).Select(text => new Replacement(text, null, "")).ToList();
        foreach (var node in map.Take("replace")?.Items() ?? [])
        {
            var one = new YamlMap(node, problems);
            var (text, pattern, with) = (one.Text("text"), ReadPattern(one, "pattern"), one.Text("with"));
            one.Close();
            if (string.IsNullOrEmpty(text) == pattern is null) problems.Add(node.Problem("needs either 'text' or 'pattern', and 'with': what to put in its place"));
            else replacements.Add(new Replacement(text, pattern, with ?? ""));
        }

        return replacements;
    }

    private ValueTable? FindTable(YamlNode node)
    {
        if (node is YamlMappingNode) return ReadTable("the table", node);
        if (node.Text(problems) is { } name && tables.TryGetValue(name, out var table)) return table;
        problems.Add(node.Problem($"there is no such table; 'tables' has {(tables.Count == 0 ? "none" : string.Join(", ", tables.Keys))}"));
        return null;
    }

    private ValueTable ReadTable(string name, YamlNode node)
    {
        var entries = new Dictionary<string, Expression>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, keyNode, value) in new YamlMap(node, problems).TakeRest())
        {
            if (!entries.TryAdd(Whitespace.Collapse(key), Read(value))) problems.Add(keyNode.Problem($"'{key}' is there twice; case and white space don't count"));
        }

        return new ValueTable(name, entries);
    }

    private IReading? ReadAs(YamlMap map, ShapeKind into)
    {
        var node = map.Take("as");
        var numbers = new NumberOptions(map, problems);
        var formats = map.Take("formats");
        switch (node?.Text(problems))
        {
            case null when formats is not null: return ReadFormats(formats);
            case null when numbers.Any: return numbers.ToReading();
            case null: return Implied(into);
            case "text": return null;
            case "number": return numbers.ToReading();
            case "date": return formats is null ? DateReading.Plain : ReadFormats(formats);
            case "country": return new CountryReading();
            case "key": return new SlugReading();
            case { } place when PlaceReading.Named.TryGetValue(place, out var reading): return reading;
            default:
                problems.Add(node!.Problem($"must be one of text, number, date, country, key, {string.Join(", ", PlaceReading.Named.Keys)}"));
                return null;
        }
    }

    private DateReading ReadFormats(YamlNode node)
    {
        var formats = new List<string>();
        foreach (var item in node.Items())
        {
            if (item.Text(problems) is not { } format) continue;
            formats.Add(format);
            if (!DateReading.Named.ContainsKey(format) && DatePattern.Problem(format) is { } problem) problems.Add(item.Problem($"'{format}' {problem}"));
        }

        return new DateReading(formats);
    }

    private Otherwise ReadElse(YamlMap map)
    {
        if (map.Take("else") is not { } node) return Otherwise.Refuse;
        return node.Text(problems) switch
        {
            "refuse" or null => Otherwise.Refuse,
            "skip" => new Otherwise(OtherwiseKind.Skip),
            "none" => new Otherwise(OtherwiseKind.None),
            "keep" => new Otherwise(OtherwiseKind.Keep),
            _ => new Otherwise(OtherwiseKind.Text, names.ReadTemplate(node)),
        };
    }

    private static IReading? Implied(ShapeKind into) => into switch
    {
        ShapeKind.Number => NumberReading.Plain,
        ShapeKind.Date => DateReading.Plain,
        _ => null,
    };
}
