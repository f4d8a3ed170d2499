using System.Globalization;

namespace EventPlatform.Cli.Import.Values;

/// <summary>Dates that come as one number.</summary>
internal static class SerialDates
{
    private const string Day = "yyyy-MM-dd";

    /// <summary>Days since 1899-12-30, as Excel and its kin count from March 1900 on; a fraction is the time of day.</summary>
    public static string? Excel(string text) => Number(text) is { } days and >= 61 and < 2_958_466
        ? new DateOnly(1899, 12, 30).AddDays((int)days).ToString(Day, CultureInfo.InvariantCulture)
        : null;

    /// <summary>Seconds since 1970, or milliseconds where there are more than eleven digits.</summary>
    public static string? Unix(string text) => Number(text) is { } seconds and > -62_000_000_000 and < 253_402_300_800_000
        ? DateTimeOffset.FromUnixTimeSeconds((long)(Math.Abs(seconds) >= 100_000_000_000 ? seconds / 1000 : seconds)).ToString(Day, CultureInfo.InvariantCulture)
        : null;

    /// <summary>The nearest year: <c>2013.9999999999998</c> is 2014, and an average such as <c>1985.99</c> 1986.</summary>
    public static string? YearFraction(string text) => Number(text) is { } year and >= 1 and < 9999
        ? ((int)decimal.Round(year, MidpointRounding.AwayFromZero)).ToString("0000", CultureInfo.InvariantCulture)
        : null;

    private static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
