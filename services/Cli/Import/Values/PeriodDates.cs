using System.Globalization;
using System.Text.RegularExpressions;
using EventPlatform.Contracts;

namespace EventPlatform.Cli.Import.Values;

/// <summary>Quarters, halves and months as people write them: <c>2020Q3</c>, <c>Q3 2020</c>, <c>H1/2023</c>, <c>202104</c>, <c>2021M04</c>.</summary>
internal static partial class PeriodDates
{
    public static string? Read(string text)
    {
        var match = Shape().Match(text);
        if (!match.Success) return null;
        var part = match.Groups["part"].Value.ToUpperInvariant();
        if (match.Groups["month"] is { Success: true } month)
        {
            var number = int.Parse(month.Value, CultureInfo.InvariantCulture);
            // Beyond 12 they are the codes of quarters and halves, or weeks
            if (number > 12) return null;
            part = number.ToString("00", CultureInfo.InvariantCulture);
        }

        return PartialDate.TryParse($"{match.Groups["year"].Value}-{part}", out var date) ? date.Text : null;
    }

    [GeneratedRegex(@"^(?:(?<year>\d{4})[\s/-]*(?<part>[QH]\d)|(?<part>[QH]\d)[\s/-]*(?<year>\d{4})|(?<year>\d{4})\s*M(?<month>\d\d?)|(?<year>\d{4})(?<month>\d\d))$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Shape();
}
