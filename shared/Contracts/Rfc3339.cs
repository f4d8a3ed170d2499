using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace EventPlatform.Contracts;

/// <summary>
/// Date-times of RFC 3339, section 5.6, such as <c>2019-11-13T08:00:00.5+01:00</c>. The offset is required, <c>t</c> and <c>z</c> may be in
/// lower case, and second 60 is accepted if a leap second is possible, at the end of June or December in UTC.
/// </summary>
public static partial class Rfc3339
{
    public const string Expected = "must be an RFC 3339 time with its offset, such as 2019-11-13T08:00:00Z or 2019-11-13T09:00:00+01:00";

    /// <param name="text">The text as sent.</param>
    /// <param name="instant">In UTC. A leap second is the beginning of the next day. Beyond the ends of the calendar, it is the nearest
    /// instant.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, out DateTimeOffset instant)
    {
        instant = default;
        if (Form().Match(text ?? "") is not { Success: true } form) return false;
        int Number(string part) => int.Parse(form.Groups[part].ValueSpan, CultureInfo.InvariantCulture);
        var (year, month, day, second) = (Number("year"), Number("month"), Number("day"), Number("second"));
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(Math.Max(year, 4), month) || Number("hour") > 23
            || Number("minute") > 59 || second > 60)
            return false;

        var time = new TimeSpan(0, Number("hour"), Number("minute"), second) + Fraction(form.Groups["fraction"].Value);
        if (form.Groups["sign"].Success)
        {
            if (Number("hours") > 23 || Number("minutes") > 59) return false;
            var offset = new TimeSpan(Number("hours"), Number("minutes"), 0);
            time -= form.Groups["sign"].ValueSpan is "-" ? -offset : offset;
        }

        instant = year == 0 ? DateTimeOffset.MinValue : Add(new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.Zero), time);
        return second < 60 || (year > 0 && IsAfterLeapSecond(instant));
    }

    /// <summary>Reads the instant of a text. Writing does not restore the text that was read.</summary>
    internal sealed class Instant : JsonConverter<DateTimeOffset?>
    {
        public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TryParse(reader.GetString(), out var instant) ? instant : throw new JsonException(Expected);

        public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value!.Value);
    }

    private static TimeSpan Fraction(string digits) =>
        digits.Length == 0
            ? TimeSpan.Zero
            : new(long.Parse(digits[..Math.Min(7, digits.Length)].PadRight(7, '0'), CultureInfo.InvariantCulture));

    private static DateTimeOffset Add(DateTimeOffset day, TimeSpan time) =>
        time < DateTimeOffset.MinValue - day ? DateTimeOffset.MinValue
            : time > DateTimeOffset.MaxValue - day ? DateTimeOffset.MaxValue : day + time;

    private static bool IsAfterLeapSecond(DateTimeOffset instant) => instant is { Month: 1 or 7, Day: 1, Hour: 0, Minute: 0, Second: 0 };

    [GeneratedRegex(
        "^(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})[Tt](?<hour>[0-9]{2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2})([.](?<fraction>[0-9]+))?([Zz]|(?<sign>[+-])(?<hours>[0-9]{2}):(?<minutes>[0-9]{2}))\\z",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
