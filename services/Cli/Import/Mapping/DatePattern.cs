using System.Text.RegularExpressions;
using EventPlatform.Cli.Import.Values;

namespace EventPlatform.Cli.Import.Mapping;

/// <summary>
/// Holds a .NET date pattern against what dates need: years, months and days, and at most a time of day behind them. Without this a slip such as
/// dd.mm.yyyy, whose mm are minutes, reads every date as one in January.
/// </summary>
internal static partial class DatePattern
{
    /// <summary>What is wrong with it, after its name; null where it will do.</summary>
    public static string? Problem(string pattern)
    {
        var date = Literals().Replace(TimeOfDay().Replace(pattern, ""), "");
        var stray = date.FirstOrDefault(c => char.IsAsciiLetter(c) && c is not ('d' or 'M' or 'y'));
        if (stray is 'm') return "has minutes (m) in its date: MM is the month, as in dd.MM.yyyy";
        if (date.Count(c => c == 'y') < 2) return $"is neither {string.Join(", ", DateReading.Named.Keys)} nor a pattern such as dd/MM/yyyy (MM is the month)";
        if (stray != default) return $"has '{stray}' in its date: d is the day, M the month, y the year (MM is the month, as in dd/MM/yyyy), and a time of day goes behind it, as in dd/MM/yyyy HH:mm";
        return date.Contains('d', StringComparison.Ordinal) && !date.Contains('M', StringComparison.Ordinal) ? "has a day without a month: MM is the month, as in dd/MM/yyyy" : null;
    }

    [GeneratedRegex(@"(?:\s*,)?(?:\s+|'?T'?)(?:HH?:mm(?::ss(?:\.[fF]+)?)?|hh?:mm(?::ss)?\s*tt?)\s*(?:Z|'Z'|K|zzz?)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TimeOfDay();

    [GeneratedRegex(@"'[^']*'|""[^""]*""|\\.", RegexOptions.None, 1000)]
    private static partial Regex Literals();
}
