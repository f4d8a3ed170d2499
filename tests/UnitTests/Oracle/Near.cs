using System.Globalization;
using System.Text;
using EventPlatform.Contracts;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>Distances between two values.</summary>
internal static class Near
{
    /// <summary>The days between the nearest days of two dates; null if one is missing.</summary>
    public static int? Days(PartialDate? a, PartialDate? b) =>
        a is null || b is null ? null : Math.Max(0, Math.Max(First(a) - Last(b), First(b) - Last(a)));

    public static bool Within(int percent, decimal a, decimal b) => Math.Abs(a - b) <= Math.Max(a, b) * percent / 100;

    /// <summary>|a − b| / larger; null if one is unknown or the currencies differ.</summary>
    public static decimal? Share(Money? a, Money? b) =>
        a is null || b is null || a.Currency != b.Currency ? null
        : a.Amount == b.Amount ? 0
        : Math.Abs(a.Amount - b.Amount) / Math.Max(a.Amount, b.Amount);

    /// <summary>|a − b| / larger for capacities in the same unit.</summary>
    public static decimal? Share(Capacity? a, Capacity? b) =>
        a is null || b is null ? null : Share(new Money(a.Value, Words(a.Unit)), new Money(b.Value, Words(b.Unit)));

    public static bool Contains(PartialDate outer, PartialDate inner) => First(outer) <= First(inner) && Last(inner) <= Last(outer);

    /// <summary>The number of days that a date can mean. An open end reaches to the limit of the calendar.</summary>
    public static int Span(PartialDate date) => Last(date) - First(date) + 1;

    /// <summary>The great-circle distance in whole metres, on a sphere with the mean radius of the Earth.</summary>
    public static int Metres(Location a, Location b)
    {
        static double Radians(decimal degrees) => (double)degrees * Math.PI / 180;
        static double Haversine(double angle) => Math.Pow(Math.Sin(angle / 2), 2);
        var (latA, latB) = (Radians(a.Lat!.Value), Radians(b.Lat!.Value));
        var h = Haversine(latB - latA) + Math.Cos(latA) * Math.Cos(latB) * Haversine(Radians(b.Lon!.Value) - Radians(a.Lon!.Value));
        return (int)Math.Round(2 * 6_371_008.8 * Math.Asin(Math.Min(1, Math.Sqrt(h))));
    }

    /// <summary>The number of digits from the first to the last non-zero digit.</summary>
    public static int SignificantDigits(decimal number) =>
        number.ToString(CultureInfo.InvariantCulture).Replace(".", "", StringComparison.Ordinal).Trim('0', '-').Length;

    /// <summary>The words of a name: NFKC, case-folded, without punctuation. Hyphens, slashes and underscores separate words.</summary>
    public static string Words(string name)
    {
        var parted = name.Normalize(NormalizationForm.FormKC).ToUpperInvariant().ToLowerInvariant()
            .Select(c => char.IsWhiteSpace(c) || c is '/' or '_' || char.GetUnicodeCategory(c) == UnicodeCategory.DashPunctuation ? ' ' : c)
            .Where(c => c == ' ' || char.IsLetterOrDigit(c));
        return string.Join(' ', string.Concat(parted).Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private static int First(PartialDate date) => (date.Earliest ?? DateOnly.MinValue).DayNumber;

    private static int Last(PartialDate date) => (date.Latest ?? DateOnly.MaxValue).DayNumber;
}
