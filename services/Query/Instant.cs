using System.Globalization;
using System.Text.RegularExpressions;

namespace EventPlatform.Query;

/// <summary>Parses RFC 3339: any offset, any number of fractional digits, letters in either case, leap seconds.</summary>
internal static partial class Instant
{
    /// <summary>
    /// Returns the instant in UTC, as Postgres takes it, to 100 ns; null if the text is no instant. A blank is read as a plus sign,
    /// because URL decoding makes a blank of it. An instant before year 1 or after 9999 in UTC becomes the first or last one.
    /// </summary>
    public static DateTimeOffset? Read(string text)
    {
        if (Rfc3339().Match(text) is not { Success: true, Groups: var parts }) return null;
        var isYear0 = text.StartsWith("0000", StringComparison.Ordinal); // a leap year, as year 4 is
        var written = (isYear0 ? "0004" : parts["date"].Value[..4]) + parts["date"].Value[4..];
        if (!DateTime.TryParseExact(
            $"{written} {parts["time"].Value}", "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var minute))
            return null;
        var (second, hours, minutes) = (Number(parts["second"]), Number(parts["hours"]), Number(parts["minutes"]));
        if (second > 60 || hours > 23 || minutes > 59) return null;
        var ahead = new TimeSpan(hours, minutes, 0).Ticks;
        var utc = minute.Ticks - (parts["sign"].Value == "-" ? -ahead : ahead);
        if (second == 60 && !IsLastMinuteOfMonth(utc)) return null;
        utc += second * TimeSpan.TicksPerSecond + long.Parse(parts["fraction"].Value.PadRight(7, '0')[..7], CultureInfo.InvariantCulture);
        return isYear0
            ? DateTimeOffset.MinValue
            : new DateTimeOffset(Math.Clamp(utc, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks), TimeSpan.Zero);
    }

    /// <summary>Leap seconds are only in such a minute.</summary>
    private static bool IsLastMinuteOfMonth(long ticks) =>
        ticks + TimeSpan.TicksPerMinute is var next
            && (next > DateTime.MaxValue.Ticks || (next >= 0 && new DateTime(next) is { Day: 1, TimeOfDay.Ticks: 0 }));

    private static int Number(Group digits) => digits.Length == 0 ? 0 : int.Parse(digits.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"\A(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ](?<time>[0-9]{2}:[0-9]{2}):(?<second>[0-9]{2})(\.(?<fraction>[0-9]+))?([Zz]|(?<sign>[-+ ])(?<hours>[0-9]{2}):(?<minutes>[0-9]{2}))\z",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rfc3339();
}
