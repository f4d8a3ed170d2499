using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using EventPlatform.Contracts;

namespace EventPlatform.Cli.Import.Values;

/// <summary>Reads dates in the first of several formats that fits, as precise as the format is: <c>MMM yyyy</c> gives a month.</summary>
internal sealed class DateReading(IReadOnlyList<string> formats) : IReading
{
    /// <summary>Formats with a name. The others are .NET patterns such as dd/MM/yyyy.</summary>
    public static readonly IReadOnlyDictionary<string, Func<string, string?>> Named = new Dictionary<string, Func<string, string?>>(StringComparer.Ordinal)
    {
        ["iso"] = IsoDates.Read,
        ["period"] = PeriodDates.Read,
        ["excel"] = SerialDates.Excel,
        ["unix"] = SerialDates.Unix,
        ["year-fraction"] = SerialDates.YearFraction,
    };

    public static readonly DateReading Plain = new(["iso", "period"]);

    public string Expected => $"a date ({string.Join(" or ", formats)})";

    public bool TryRead(string text, [NotNullWhen(true)] out string? read)
    {
        read = formats.Select(format => Named.TryGetValue(format, out var named) ? named(text) : ByPattern(text, format)).FirstOrDefault(date => date is not null);
        return read is not null;
    }

    private static string? ByPattern(string text, string format)
    {
        if (!DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var date)) return null;
        var precision = format.Contains('d', StringComparison.Ordinal) ? "yyyy-MM-dd" : format.Contains('M', StringComparison.Ordinal) ? "yyyy-MM" : "yyyy";
        return date.ToString(precision, CultureInfo.InvariantCulture);
    }
}

/// <summary>Whatever a report's own dates may be, and days with a time of day behind them.</summary>
internal static class IsoDates
{
    public static string? Read(string text)
    {
        var day = text.Length > 10 && text[10] is 'T' or ' ' && TimeOnly.TryParse(text.AsSpan(11, Math.Min(8, text.Length - 11)).TrimEnd('Z'), CultureInfo.InvariantCulture, out _)
            ? text[..10]
            : text;
        return PartialDate.TryParse(day, out var date) ? date.Text : null;
    }
}
