using System.Text.RegularExpressions;

namespace EventPlatform.Cli.Import.Values;

/// <summary>A number as it is written, taken apart: <c>(US$ 1.5 million)</c>.</summary>
/// <param name="Signs">Of currencies, before and behind it.</param>
/// <param name="Factor">Of its unit.</param>
internal sealed partial record NumberParts(string Digits, bool IsNegative, IReadOnlyList<string> Signs, decimal Factor)
{
    /// <summary>Null where the text is no number with at most a currency and a unit that is known.</summary>
    public static NumberParts? Of(string text, IReadOnlyDictionary<string, decimal>? units)
    {
        var isInBrackets = text.StartsWith('(') && text.EndsWith(')');
        var parts = Shape().Match(isInBrackets ? text[1..^1].Trim() : text);
        if (!parts.Success) return null;
        var minuses = parts.Groups["minus"].Captures.Count + (isInBrackets ? 1 : 0);
        var (before, behind) = (parts.Groups["before"].Value.Trim(), parts.Groups["behind"].Value.Trim());
        if (minuses > 1 || (before.Length > 0 && CurrencySigns.Find(before) is null) || Behind(behind, units) is not var (sign, factor)) return null;
        return new NumberParts(parts.Groups["digits"].Value, minuses == 1, [.. ((string[])[before, sign]).Where(found => found.Length > 0)], factor);
    }

    /// <summary>A unit, a currency, or both in either order.</summary>
    private static (string Sign, decimal Factor)? Behind(string text, IReadOnlyDictionary<string, decimal>? units)
    {
        if (text.Length == 0) return ("", 1);
        if (FactorOf(text, units) is { } alone) return ("", alone);
        if (CurrencySigns.Find(text) is not null) return (text, 1);
        for (var cut = 1; cut < text.Length; cut++)
        {
            var (one, other) = (text[..cut].Trim(), text[cut..].Trim());
            if (FactorOf(one, units) is { } first && CurrencySigns.Find(other) is not null) return (other, first);
            if (FactorOf(other, units) is { } second && CurrencySigns.Find(one) is not null) return (one, second);
        }

        return null;
    }

    private static decimal? FactorOf(string unit, IReadOnlyDictionary<string, decimal>? units)
    {
        if (units is null) return null;
        if (units.TryGetValue(unit, out var factor)) return factor;
        foreach (var (name, value) in units)
        {
            if (string.Equals(name, unit, StringComparison.OrdinalIgnoreCase)) return value;
        }

        return null;
    }

    [GeneratedRegex(@"^(?<minus>[-\u2212])?\s*(?<before>[\p{L}\p{Sc}][^0-9()\-\u2212+,]*?)?\s*(?<minus>[-\u2212])?\s*(?<digits>(?:[0-9]|\.[0-9])(?:[0-9.,'\u2019\s]*[0-9])?(?:[eE][+-]?[0-9]{1,3})?)\s*(?<behind>[^\s0-9()+\-][^0-9()]*?)?\s*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Shape();
}
