using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace EventPlatform.Cli.Import.Values;

/// <summary>
/// Reads <c>1,234.5</c>, <c>$1,000</c>, <c>(500)</c>, <c>2.6E+10</c>, with <c>decimal: ","</c> also <c>1.234,5</c>, and with units <c>1.5 GW</c>.
/// </summary>
/// <param name="DecimalMark">Point or comma; the other one, a blank or an apostrophe may part thousands.</param>
/// <param name="Units">What may stand behind the number, and what the number is then multiplied with.</param>
/// <param name="Times">What every number is multiplied with.</param>
/// <param name="Decimals">Rounds to so many.</param>
internal sealed partial record NumberReading(char DecimalMark, IReadOnlyDictionary<string, decimal>? Units, decimal Times, int? Decimals) : IReading
{
    public static readonly NumberReading Plain = new('.', null, 1, null);

    private const decimal WithoutTrailingZeros = 1.0000000000000000000000000000m;

    public string Expected => Units is null ? "a number" : $"a number, nor one with a unit of {string.Join(", ", Units.Keys)}";

    public bool TryRead(string text, [NotNullWhen(true)] out string? read)
    {
        read = null;
        var parts = Shape().Match(text);
        if (!parts.Success || Factor(parts.Groups["unit"].Value) is not { } factor || Plainly(parts.Groups["number"].Value) is not { } digits
            || !decimal.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        var isNegative = parts.Groups["minus"].Success || text.StartsWith('(');
        try
        {
            number = number * factor * Times * (isNegative ? -1 : 1);
        }
        catch (OverflowException)
        {
            return false;
        }

        if (Decimals is { } decimals) number = decimal.Round(number, decimals, MidpointRounding.AwayFromZero);
        read = (number / WithoutTrailingZeros).ToString(CultureInfo.InvariantCulture);
        return true;
    }

    /// <summary>The number with a decimal point and nothing between thousands; null where the groups aren't of three digits.</summary>
    private string? Plainly(string number)
    {
        var groups = DecimalMark == ',' ? PointGroups().Match(number) : CommaGroups().Match(number);
        if (!groups.Success) return null;
        var whole = string.Concat(groups.Groups["whole"].Value.Where(char.IsAsciiDigit));
        return $"{(whole.Length == 0 ? "0" : whole)}.{groups.Groups["fraction"].Value}0{groups.Groups["power"].Value}";
    }

    private decimal? Factor(string unit)
    {
        if (unit.Length == 0) return 1;
        if (Units is null) return null;
        if (Units.TryGetValue(unit, out var factor)) return factor;
        foreach (var (name, value) in Units)
        {
            if (string.Equals(name, unit, StringComparison.OrdinalIgnoreCase)) return value;
        }

        return null;
    }

    [GeneratedRegex(@"^\(?\s*(?<minus>[-\u2212])?\s*(?:[A-Z]{0,3}\p{Sc}\s*)?(?<number>[0-9.,'\u2019\s]*[0-9](?:[eE][+-]?[0-9]{1,3})?)\s*(?:\p{Sc}\s*)?(?<unit>[^\s0-9()][^0-9()]*?)?\s*\)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Shape();

    [GeneratedRegex(@"^(?<whole>[0-9]*|[0-9]{1,3}(?:[,'\u2019\s][0-9]{3})+)(?:\.(?<fraction>[0-9]+))?(?<power>[eE].*)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CommaGroups();

    [GeneratedRegex(@"^(?<whole>[0-9]*|[0-9]{1,3}(?:[.'\u2019\s][0-9]{3})+)(?:,(?<fraction>[0-9]+))?(?<power>[eE].*)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PointGroups();
}
