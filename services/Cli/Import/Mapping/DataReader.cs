using EventPlatform.Cli.Import.Reports;
using EventPlatform.Cli.Import.Values;
using EventPlatform.Contracts;
using YamlDotNet.RepresentationModel;

namespace EventPlatform.Cli.Import.Mapping;

/// <summary>Reads the data of a report and holds it against the contract: field names, required fields, words that an enum doesn't have.</summary>
internal sealed class DataReader(ValueReader values, ConditionReader conditions, Names names, List<MappingProblem> problems)
{
    private static readonly HashSet<string> NameFields = ["name", "key", "lei", "cik", "domain", "plant", "product"];
    private static readonly HashSet<string> FreeTexts = ["remark", "title", "quote", "wording", "reason"];

    /// <summary>Whether several rows make one report.</summary>
    public bool HasGroups { get; set; }

    public DataObject ReadObject(YamlNode node, ContractShape shape, bool isRequired)
    {
        var map = new YamlMap(node, problems);
        var when = map.Take("when") is { } condition ? conditions.Read(condition) : null;
        var known = shape.Fields;
        var fields = new List<KeyValuePair<string, DataNode>>();
        foreach (var (name, key, value) in map.TakeRest())
        {
            if (known.TryGetValue(name, out var field)) fields.Add(new(name, Read(value, field.Shape, field.IsRequired, name)));
            else problems.Add(key.Problem($"a report has no '{name}' here: it may have {string.Join(", ", known.Keys)}"));
        }

        foreach (var (name, _) in known.Where(field => field.Value.IsRequired && fields.TrueForAll(given => given.Key != field.Key)))
            problems.Add(node.Problem($"needs '{name}'"));
        return new DataObject(fields, when, isRequired);
    }

    private DataNode Read(YamlNode node, ContractShape shape, bool isRequired = false, string field = "") => shape.Kind switch
    {
        ShapeKind.List => ReadList(node, shape.Element),
        ShapeKind.Object => ReadObject(node, shape, isRequired),
        ShapeKind.Date when node is YamlMappingNode map && map.Children.ContainsKey("date") => ReadObject(node, shape, isRequired),
        _ => ReadValue(node, shape, field),
    };

    private DataNode ReadList(YamlNode node, ContractShape element)
    {
        if (node is not YamlMappingNode) return new DataList([.. node.Items().Select(item => Read(item, element))]);
        var map = new YamlMap(node, problems);
        if (map.Take("each-row") is { } row)
        {
            map.Close();
            if (!HasGroups) problems.Add(row.Problem("needs 'group-by' at the top of the mapping: which rows make one report"));
            return new DataRows(WithItems(row, element));
        }

        var text = map.Require("split") is { } split ? values.Read(split) : new Template([]);
        var marks = map.Texts("by") ?? [","];
        var each = map.Require("each");
        map.Close();
        return new DataSplit(text, marks, each is null ? new DataList([]) : WithItems(each, element));
    }

    private DataNode WithItems(YamlNode each, ContractShape element)
    {
        names.HasItem = true;
        var item = Read(each, element);
        names.HasItem = false;
        return item;
    }

    private DataValue ReadValue(YamlNode node, ContractShape shape, string field)
    {
        var value = values.Read(node, shape.Kind);
        IEnumerable<Expression> outcomes = value is Value { As: null } steps ? [.. steps.Table?.Results.Where(result => result is not Template { Constant: "" }) ?? [], steps.Else.Text ?? value, steps.Default ?? value] : [value];
        foreach (var constant in outcomes.OfType<Template>().Select(template => template.Constant).OfType<string>())
        {
            if (Expected(constant, shape, field) is { } expected) problems.Add(node.Problem($"'{constant}' must be {expected}"));
        }

        return new DataValue(value, shape.Kind == ShapeKind.Number ? ValueUse.Number : NameFields.Contains(field) ? ValueUse.Name : FreeTexts.Contains(field) ? ValueUse.FreeText : ValueUse.Text);
    }

    private static string? Expected(string constant, ContractShape shape, string field) => shape.Kind switch
    {
        ShapeKind.Word when !shape.Words.Contains(constant, StringComparer.Ordinal) => $"one of {string.Join(", ", shape.Words)}",
        ShapeKind.Number when !NumberReading.Plain.TryRead(constant, out _) => "a number",
        ShapeKind.Date when IsoDates.ReadEdtf(constant) is null => "a date such as 2019-11-13, 2019-11, 2019 or 2020-Q2",
        _ when field == "currency" && Currencies.Find(constant) is null => "an ISO 4217 code of three capital letters such as USD",
        _ when field == "country" && !Countries.IsCode(constant) => "an ISO 3166-1 code of two capital letters such as SE",
        _ when NameFields.Contains(field) && NoValue.AsName(constant) is not null => "a name, or left out: it is a word for nothing",
        _ => null,
    };
}
