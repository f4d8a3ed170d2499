using System.Globalization;
using EventPlatform.Cli.Import.Values;

namespace EventPlatform.Cli.Import.Mapping;

/// <summary>The keys of a value that say how a number is written.</summary>
internal sealed class NumberOptions
{
    private readonly char mark = '.';
    private readonly decimal times;
    private readonly int? decimals;
    private readonly Dictionary<string, decimal>? units;

    public NumberOptions(YamlMap map, List<MappingProblem> problems)
    {
        Any = map.Has("decimal") || map.Has("times") || map.Has("decimals") || map.Has("units");
        if (map.Take("decimal") is { } node && node.Text(problems) is { } text)
        {
            if (text is "," or ".") mark = text[0];
            else problems.Add(node.Problem("must be \",\" or \".\""));
        }

        times = map.Number("times") ?? 1;
        decimals = (int?)map.Number("decimals");
        if (map.Take("units") is not { } table) return;
        units = new(StringComparer.Ordinal);
        foreach (var (unit, _, value) in new YamlMap(table, problems).TakeRest())
        {
            if (value.Text(problems) is { } factor && decimal.TryParse(factor, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) units[unit] = number;
            else problems.Add(value.Problem("must be the number to multiply with"));
        }
    }

    public bool Any { get; }

    public NumberReading ToReading() => new(mark, units, times, decimals);
}
