using EventPlatform.Cli.Import.Values;
using YamlDotNet.RepresentationModel;

namespace EventPlatform.Cli.Import.Mapping;

/// <summary>What names in braces mean at a point of the mapping: an item, a value defined above, a name for columns, or a column itself.</summary>
internal sealed class Names(List<MappingProblem> problems)
{
    private readonly Dictionary<string, IReadOnlyList<string>> columns = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, DefinedName> values = new(StringComparer.OrdinalIgnoreCase);

    public List<ColumnName> Used { get; } = [];

    /// <summary>True inside of <c>each</c>.</summary>
    public bool HasItem { get; set; }

    public void AddColumn(string name, IReadOnlyList<string> headers) => columns[name] = headers;

    public void AddValue(string name, Expression value) => values[name] = new DefinedName(name, value);

    public Template ReadTemplate(YamlNode node)
    {
        if (node.Text(problems) is not { } text) return new Template([]);
        var parts = new List<TemplatePart>();
        var rest = text;
        while (rest.Length > 0)
        {
            var brace = rest.IndexOfAny(['{', '}']);
            if (brace < 0) brace = rest.Length;
            if (brace > 0) parts.Add(new TemplatePart(rest[..brace], null));
            rest = rest[brace..];
            if (rest.Length == 0) break;
            if (rest.StartsWith("{{", StringComparison.Ordinal) || rest.StartsWith("}}", StringComparison.Ordinal))
            {
                parts.Add(new TemplatePart(rest[..1], null));
                rest = rest[2..];
                continue;
            }

            var end = rest.IndexOf('}', StringComparison.Ordinal);
            if (rest[0] == '}' || end < 2)
            {
                problems.Add(node.Problem("a name in braces is expected, such as {name}; a brace itself is written twice: {{ or }}"));
                break;
            }

            parts.Add(new TemplatePart(null, Resolve(rest[1..end], node)));
            rest = rest[(end + 1)..];
        }

        return new Template(parts);
    }

    private Name Resolve(string written, YamlNode node)
    {
        var isOptional = written.EndsWith('?');
        var name = (isOptional ? written[..^1] : written).Trim();
        if (HasItem && name is "item" or "number") return new ItemName(name is "number");
        if (values.TryGetValue(name, out var value)) return value;
        var column = new ColumnName(name, columns.GetValueOrDefault(name) ?? [name], isOptional, (int)node.Start.Line, (int)node.Start.Column);
        Used.Add(column);
        return column;
    }
}
