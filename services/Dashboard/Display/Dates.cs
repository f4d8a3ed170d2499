using System.Globalization;
using EventPlatform.Client;
using EventPlatform.Contracts;

namespace EventPlatform.Dashboard.Display;

/// <summary>Dates as people write them.</summary>
internal static class Dates
{
    private const string Day = "d MMM yyyy";

    public static string Of(FactDate? date) => date switch
    {
        null => "",
        { Earliest: null, Latest: null } => date.Wording ?? date.Date,
        { Earliest: null, Latest: { } latest } => $"by {Text(latest)}",
        { Earliest: { } earliest, Latest: null } => $"from {Text(earliest)}",
        { Earliest: { } earliest, Latest: { } latest } => (date.Date.EndsWith('~') ? "about " : "") + Of(earliest, latest),
    };

    public static string Of(PartialDate date) => Of(new FactDate(date.Text, date.Earliest, date.Latest, date.Wording));

    private static string Of(DateOnly from, DateOnly to)
    {
        if (from == to) return Text(from);
        var months = 12 * (to.Year - from.Year) + to.Month - from.Month + 1;
        if (from.Day != 1 || to.AddDays(1).Day != 1) return $"{Text(from)} – {Text(to)}";
        return months switch
        {
            1 => from.ToString("MMM yyyy", CultureInfo.InvariantCulture),
            3 when from.Month % 3 == 1 => $"Q{(from.Month + 2) / 3} {from.Year}",
            6 when from.Month % 6 == 1 => $"H{(from.Month + 5) / 6} {from.Year}",
            12 when from.Month == 1 => $"{from.Year}",
            _ when from.Month == 1 && to.Month == 12 => $"{from.Year}–{to.Year}",
            _ => $"{from.ToString("MMM yyyy", CultureInfo.InvariantCulture)} – {to.ToString("MMM yyyy", CultureInfo.InvariantCulture)}",
        };
    }

    public static string Text(DateOnly day) => day.ToString(Day, CultureInfo.InvariantCulture);

    public static string OfTime(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    public static string OfSecond(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM yyyy, HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Formats a day of an address. Other text stays as it is.</summary>
    public static string OfDay(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? Text(day) : text;

    /// <summary>Formats <c>knownAt</c> of an address: a day, a time or a position.</summary>
    public static string OfKnown(string text) =>
        text.All(char.IsAsciiDigit) ? $"position {text}"
        : text.Length > 10 && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? OfTime(at)
        : OfDay(text);
}
