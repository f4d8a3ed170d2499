using System.Globalization;
using EventPlatform.Cli.Import.Values;
using EventPlatform.Contracts;

namespace EventPlatform.Cli.Import.Mapping;

/// <summary>The keys of a value that say how a number is written.</summary>
internal sealed class NumberOptions
{
    private readonly char mark = '.';
    private readonly bool hasLakhs;
    private readonly string? currency;
    private readonly decimal times;
    private readonly int? decimals;
    private readonly Dictionary<string, decimal>? units;

    public NumberOptions(YamlMap map, List<MappingProblem> problems)
    {
        Any = map.Has("decimal") || map.Has("times") || map.Has("decimals") || map.Has("units") || map.Has("groups") || map.Has("currency");
        if (map.Take("decimal") is { } node && node.Text(problems) is { } text)
        {
            if (text is "," or ".") mark = text[0];
            else problems.Add(node.Problem("must be \",\" or \".\""));
        }

        times = map.Number("times") ?? 1;
        decimals = (int?)map.Number("decimals");
        if (map.Take("groups") is { } groups)
        {
            hasLakhs = groups.Text(problems) == "lakh";
            if (!hasLakhs) problems.Add(groups.Problem("must be lakh: digits in groups as in 1,00,00,000. Groups of three need no word"));
        }

        if (map.Take("currency") is { } money && money.Text(problems) is { } code)
        {
            currency = code;
            if (Currencies.Find(code) is null) problems.Add(money.Problem($"'{code}' must be an ISO 4217 code of three capital letters such as USD"));
        }

        if (map.Take("units") is not { } table) return;
        units = new(StringComparer.Ordinal);
        foreach (var (unit, _, value) in new YamlMap(table, problems).TakeRest())
        {
            if (value.Text(problems) is { } factor && decimal.TryParse(factor, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) units[unit] = number;
            else problems.Add(value.Problem("must be the number to multiply with"));
        }
    }

    public bool Any { get; }

    public NumberReading ToReading() => new() { DecimalMark = mark, HasLakhs = hasLakhs, Units = units, Times = times, Decimals = decimals, Currency = currency };
}
