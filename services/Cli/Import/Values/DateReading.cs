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
        ["edtf"] = IsoDates.ReadEdtf,
        ["period"] = PeriodDates.Read,
        ["excel"] = SerialDates.Excel,
        ["unix"] = SerialDates.Unix,
        ["year-fraction"] = SerialDates.YearFraction,
    };

    public static readonly DateReading Plain = new(["iso", "period"]);

    public string Expected => $"a date ({string.Join(" or ", formats)})";

    public bool TryRead(string text, [NotNullWhen(true)] out string? read)
    {
        read = Find(text);
        if (read is not null && IsTooEarly(read)) read = null;
        return read is not null;
    }

    public string Problem(string text) => Find(text) is { } early && IsTooEarly(early) ? $"lies before {PartialDate.FirstYear}: is its year right?"
        : !formats.Contains("edtf", StringComparer.Ordinal) && IsoDates.ReadEdtf(text) is not null ? $"is not {Expected}: 33 to 41 may be weeks; quarters and halves are 2020-Q2 and 2020-H1, or say 'formats: [edtf]'"
        : $"is not {Expected}";

    private string? Find(string text) => formats.Select(format => Named.TryGetValue(format, out var named) ? named(text) : ByPattern(text, format)).FirstOrDefault(date => date is not null);

    private static bool IsTooEarly(string date) => PartialDate.TryParse(date, out var read) && read.Earliest?.Year < PartialDate.FirstYear;

    private static string? ByPattern(string text, string format)
    {
        if (!DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var date)) return null;
        var precision = format.Contains('d', StringComparison.Ordinal) ? "yyyy-MM-dd" : format.Contains('M', StringComparison.Ordinal) ? "yyyy-MM" : "yyyy";
        return date.ToString(precision, CultureInfo.InvariantCulture);
    }
}
