using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;

namespace EventPlatform.Query;

/// <summary>
/// The end of a page of a list: the <c>next</c> of its answer. It has the position of the first page, so that all pages show one
/// state, even if reports are stored meanwhile.
/// </summary>
/// <param name="Position">Position in the log; null in a list that is only available as of now.</param>
/// <param name="AsOf">The <c>asOf</c> of the first page.</param>
/// <param name="Last">The parts of the sort key of the last item.</param>
internal sealed record Cursor(long? Position, DateOnly? AsOf, IReadOnlyList<string> Last)
{
    private const string Day = "yyyy-MM-dd";

    /// <summary>The first day of the period of the first page.</summary>
    public DateOnly? From { get; init; }

    public static string Of(AsKnown known, params string[] last) =>
        new Cursor(known.Position, known.AsOf, last) { From = known.From }.ToString();

    /// <summary>Returns null if the text is no cursor.</summary>
    public static Cursor? Read(string text)
    {
        if (!Base64Url.IsValid(text)) return null;
        try
        {
            return JsonSerializer.Deserialize<string?[]>(Base64Url.DecodeFromChars(text)) is [{ } position, { } asOf, .. var last]
                && !last.Contains(null) && Number(position, out var at) && PeriodOf(asOf, out var from, out var day)
                ? new(at, day, last!) { From = from } : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public override string ToString() => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes<string[]>(
        [Position?.ToString(CultureInfo.InvariantCulture) ?? "", From is null ? Text(AsOf) : $"{Text(From)}/{Text(AsOf)}", .. Last]));

    private static string Text(DateOnly? day) => day?.ToString(Day, CultureInfo.InvariantCulture) ?? "";

    private static bool Number(string text, out long? number)
    {
        number = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : null;
        return number is not null || text.Length == 0;
    }

    /// <summary>Reads a day, or two days with a slash between them. Either may be empty.</summary>
    private static bool PeriodOf(string text, out DateOnly? from, out DateOnly? day)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        from = null;
        return DayOf(text[(slash + 1)..], out day) && (slash < 0 || DayOf(text[..slash], out from));
    }

    private static bool DayOf(string text, out DateOnly? day)
    {
        day = DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : null;
        return day is not null || text.Length == 0;
    }
}
