using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace EventPlatform.Cli.Import.Mapping;

/// <summary>The keys of one YAML mapping, each taken once; what is left over is a problem.</summary>
internal sealed class YamlMap
{
    private readonly Dictionary<string, (YamlNode Key, YamlNode Value)> rest = new(StringComparer.Ordinal);
    private readonly List<string> asked = [];
    private readonly List<MappingProblem> problems;

    public YamlMap(YamlNode node, List<MappingProblem> problems)
    {
        (Node, this.problems) = (node, problems);
        if (node is not YamlMappingNode mapping)
        {
            problems.Add(node.Problem("must be a mapping of keys to values"));
            return;
        }

        foreach (var (key, value) in mapping) rest[key.ToString()] = (key, value);
    }

    public YamlNode Node { get; }

    public bool Has(string key) => rest.ContainsKey(key);

    public YamlNode? Take(string key)
    {
        asked.Add(key);
        return rest.Remove(key, out var entry) && !entry.Value.IsNull() ? entry.Value : null;
    }

    public YamlNode? Require(string key)
    {
        if (!rest.ContainsKey(key)) problems.Add(Node.Problem($"needs '{key}'"));
        return Take(key);
    }

    public string? Text(string key) => Take(key) is { } node ? node.Text(problems) : null;

    public decimal? Number(string key)
    {
        if (Take(key) is not { } node || node.Text(problems) is not { } text) return null;
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return number;
        problems.Add(node.Problem($"'{text}' must be a number"));
        return null;
    }

    /// <summary>One text or a list of them.</summary>
    public IReadOnlyList<string>? Texts(string key) => Take(key) is { } node ? [.. node.Items().Select(item => item.Text(problems)).OfType<string>()] : null;

    public IEnumerable<(string Key, YamlNode KeyNode, YamlNode Value)> TakeRest()
    {
        var all = rest.Select(entry => (entry.Key, entry.Value.Key, entry.Value.Value)).ToList();
        rest.Clear();
        return all;
    }

    /// <summary>Every key that nobody asked for is a problem.</summary>
    public void Close()
    {
        foreach (var (name, (key, _)) in rest) problems.Add(key.Problem($"'{name}' is not known here: it may be {string.Join(", ", asked.Distinct(StringComparer.Ordinal))}"));
    }
}

internal static class YamlNodes
{
    public static MappingProblem Problem(this YamlNode node, string message) => new((int)node.Start.Line, (int)node.Start.Column, message);

    public static bool IsNull(this YamlNode node) => node is YamlScalarNode { Style: ScalarStyle.Plain, Value: "" or "~" or "null" };

    public static IEnumerable<YamlNode> Items(this YamlNode node) => node is YamlSequenceNode list ? list : [node];

    /// <summary>YAML takes {name} without quotes for a mapping.</summary>
    public static bool IsUnquotedName(this YamlNode node) =>
        node is YamlMappingNode { Style: YamlDotNet.Core.Events.MappingStyle.Flow, Children.Count: 1 } map && map.Children[0].Value.IsNull();

    public static string? Text(this YamlNode node, List<MappingProblem> problems)
    {
        if (node is YamlScalarNode { Value: { } text }) return text;
        problems.Add(node.Problem(node.IsUnquotedName() ? $"put quotes around it: \"{{{((YamlMappingNode)node).Children[0].Key}}}\"" : "must be a text"));
        return null;
    }
}
