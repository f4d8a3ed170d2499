using System.Text.RegularExpressions;
using EventPlatform.Contracts;

namespace EventPlatform.Cli.Import.Values;

/// <summary>Dates as reports have them, and days with a time of day behind them.</summary>
internal static partial class IsoDates
{
    /// <summary>Without the codes of quarters and halves: in other people's files <c>2020-34</c> may be a week.</summary>
    public static string? Read(string text) => Coded().IsMatch(text) ? null : ReadEdtf(text);

    public static string? ReadEdtf(string text)
    {
        var day = WithTime().Match(text) is { Success: true } match ? match.Groups["day"].Value : text;
        return PartialDate.TryParse(day, out var date) ? date.Text : null;
    }

    [GeneratedRegex(@"(?:^|/)[0-9]{4}-(?:3[3-6]|4[01])~?(?:/|$)", RegexOptions.None, 1000)]
    private static partial Regex Coded();

    [GeneratedRegex(@"^(?<day>[0-9]{4}-[0-9]{2}-[0-9]{2})[T ](?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]+)?)?\s?(?:Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})?$",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex WithTime();
}
