using System.Globalization;
using System.Text.RegularExpressions;

namespace EventPlatform.Cli.Import.Values;

/// <summary>Digits in groups, with a mark for decimals. All groups of a number are parted by the same mark, and the first does not begin with 0.</summary>
internal static partial class DigitGroups
{
    private const int SpreadsheetDecimals = 5;

    /// <summary>The number with a decimal point and nothing between groups; null where it is written another way.</summary>
    public static string? Plain(string number, char decimalMark, bool hasLakhs)
    {
        var turned = decimalMark == '.' ? number : string.Concat(number.Select(c => c switch { ',' => '.', '.' => ',', _ => c }));
        var groups = hasLakhs ? Lakhs().Match(turned) : Thousands().Match(turned);
        if (!groups.Success) return null;
        var whole = string.Concat(groups.Groups["whole"].Value.Where(char.IsAsciiDigit));
        return $"{(whole.Length == 0 ? "0" : whole)}.{groups.Groups["fraction"].Value}0{groups.Groups["power"].Value}";
    }

    /// <summary>True for what a narrow column of a spreadsheet leaves of a large number: <c>1.23457E+12</c>.</summary>
    public static bool LostDigits(string number) =>
        Rounded().Match(number) is { Success: true } match && int.Parse(match.Groups["power"].Value, CultureInfo.InvariantCulture) > SpreadsheetDecimals;

    /// <summary>What the mapping could say about digits that are grouped another way.</summary>
    public static string? Hint(string number, bool hasLakhs) =>
        !hasLakhs && Lakhs().IsMatch(number) ? "its digits are grouped as in India: say 'groups: lakh'"
        : hasLakhs && Thousands().IsMatch(number) ? "its digits are grouped by thousands, and the mapping says 'groups: lakh'"
        : null;

    [GeneratedRegex(@"^(?<whole>[0-9]*|[1-9][0-9]{0,2}(?<mark>[,'\u2019\s])[0-9]{3}(?:\k<mark>[0-9]{3})*)(?:\.(?<fraction>[0-9]+))?(?<power>[eE].*)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Thousands();

    [GeneratedRegex(@"^(?<whole>[0-9]*|[1-9][0-9]?(?:,[0-9]{2})*,[0-9]{3})(?:\.(?<fraction>[0-9]+))?(?<power>[eE].*)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Lakhs();

    [GeneratedRegex(@"^[1-9][.,][0-9]{5}[eE]\+?(?<power>[0-9]{1,3})$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rounded();
}
