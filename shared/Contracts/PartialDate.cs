using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace EventPlatform.Contracts;

/// <summary>
/// A date as precise as its source (EDTF): day <c>2019-11-13</c>, month <c>2019-11</c>, year <c>2019</c>, quarter <c>2020-34</c> (also read
/// as <c>2020-Q2</c>), half <c>2020-40</c> (<c>2020-H1</c>), interval <c>a/b</c>, open <c>../b</c> or <c>a/..</c>, approximate with a
/// trailing <c>~</c>. In JSON it is that text, or <c>{"date": text, "wording": "late 2018"}</c> if the source's own wording is kept.
/// </summary>
[JsonConverter(typeof(PartialDateJson))]
public sealed record PartialDate
{
    /// <summary>The first year that a date of an event can have.</summary>
    public const int FirstYear = 1600;

    private PartialDate(string text, DateOnly? earliest, DateOnly? latest)
    {
        Text = text;
        Earliest = earliest;
        Latest = latest;
    }

    /// <summary>Canonical EDTF text.</summary>
    public string Text { get; }

    /// <summary>The first day that the date can mean; null if its start is open.</summary>
    public DateOnly? Earliest { get; }

    /// <summary>The last day that the date can mean; null if its end is open.</summary>
    public DateOnly? Latest { get; }

    /// <summary>The source's own wording, such as "late 2018".</summary>
    public string? Wording { get; init; }

    /// <summary>
    /// True for implausible years, such as 1201 instead of 2021. The calendar's first day is accepted, since systems send it for a date
    /// long ago.
    /// </summary>
    public bool IsTooEarly => Earliest is { Year: < FirstYear } day && day != DateOnly.MinValue;

    /// <summary>True if the whole date is in the future, with one day of tolerance for time zones.</summary>
    public bool IsAfter(DateOnly today) => Earliest > today.AddDays(1);

    /// <summary>Returns the number of days between the nearest days of both dates; 0 if they overlap.</summary>
    public int DaysTo(PartialDate other) => Math.Max(0, Math.Max(Gap(Latest, other.Earliest), Gap(other.Latest, Earliest)));

    /// <summary>Returns the range from so many days before the date to so many days after it, within the calendar.</summary>
    public (DateOnly From, DateOnly To) Around(int days) =>
        (Moved(Earliest ?? DateOnly.MinValue, -days), Moved(Latest ?? DateOnly.MaxValue, days));

    /// <summary>True if this date covers every day of the other.</summary>
    public bool Contains(PartialDate other) =>
        (Earliest ?? DateOnly.MinValue) <= (other.Earliest ?? DateOnly.MinValue)
            && (Latest ?? DateOnly.MaxValue) >= (other.Latest ?? DateOnly.MaxValue);

    public override string ToString() => Text;

    public static PartialDate Parse(string text) =>
        TryParse(text, out var date) ? date : throw new FormatException($"'{text}' is not a partial date");

    public static bool TryParse(string? text, [NotNullWhen(true)] out PartialDate? date)
    {
        date = (text ?? "").Split('/') switch
        {
            [var one] when Span.Read(one) is { } span => new PartialDate(span.Text, span.First, span.Last),
            ["..", var to] when Span.Read(to) is { } span => new PartialDate("../" + span.Text, null, span.Last),
            [var from, ".."] when Span.Read(from) is { } span => new PartialDate(span.Text + "/..", span.First, null),
            [var from, var to] when Span.Read(from) is { } a && Span.Read(to) is { } b && a.First <= b.Last
                => new PartialDate($"{a.Text}/{b.Text}", a.First, b.Last),
            _ => null,
        };
        return date is not null;
    }

    private static DateOnly Moved(DateOnly day, int days) =>
        DateOnly.FromDayNumber(Math.Clamp(day.DayNumber + days, DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber));

    private static int Gap(DateOnly? end, DateOnly? start) => end is { } last && start is { } first ? first.DayNumber - last.DayNumber : 0;

    /// <summary>The days that a whole date, or one end of an interval, covers.</summary>
    private readonly record struct Span(string Text, DateOnly First, DateOnly Last)
    {
        public static Span? Read(string text)
        {
            var plain = text.EndsWith('~') ? text[..^1] : text;
            return plain.Split('-') switch
            {
                [{ Length: 4 } y] when Number(y) is { } year => Months(text, year, 1, 12),
                [{ Length: 4 } y, { Length: 2 } m] when Number(y) is { } year && Part(m) is { } part =>
                    Months(text.Replace(m, part.Code, StringComparison.Ordinal), year, part.FirstMonth, part.Count),
                [{ Length: 4 }, { Length: 2 }, { Length: 2 }]
                    when DateOnly.TryParseExact(plain, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                    => new Span(text, day, day),
                _ => null,
            };
        }

        private static Span Months(string text, int year, int firstMonth, int count)
        {
            var first = new DateOnly(year, firstMonth, 1);
            var lastMonth = firstMonth + count - 1;
            return new Span(text, first, new DateOnly(year, lastMonth, DateTime.DaysInMonth(year, lastMonth)));
        }

        // EDTF level 2 sub-year groupings: 33-36 quarters, 40-41 halves
        private static (string Code, int FirstMonth, int Count)? Part(string text) => text switch
        {
            ['Q', >= '1' and <= '4' and var quarter] => ($"{32 + quarter - '0'}", (quarter - '1') * 3 + 1, 3),
            ['H', '1' or '2'] => ($"{39 + text[1] - '0'}", (text[1] - '1') * 6 + 1, 6),
            _ => Number(text) switch
            {
                >= 1 and <= 12 and { } month => (text, month, 1),
                >= 33 and <= 36 and { } quarter => (text, (quarter - 33) * 3 + 1, 3),
                >= 40 and <= 41 and { } half => (text, (half - 40) * 6 + 1, 6),
                _ => null,
            },
        };

        private static int? Number(string digits) =>
            int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
    }
}
