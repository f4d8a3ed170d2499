using System.Globalization;
using EventPlatform.Contracts;
using EventPlatform.Hosting;
using EventPlatform.Query.Live;

namespace EventPlatform.Query;

/// <summary>Parameters that many endpoints have.</summary>
internal sealed class Parameters(HttpRequest request) : QueryParameters(request)
{
    private const string WrongCursor = "must be the 'next' of an earlier page of the same list";

    public string? Country(string name = "country") =>
        Checked<string?>(name, null, Countries.Expected, text => Countries.IsCode(text) ? text : null);

    public string? Currency() => Checked<string?>("currency", null, "must be an ISO 4217 code of three capital letters such as USD",
        text => text.Length == 3 && text.All(char.IsAsciiLetterUpper) ? text : null);

    /// <summary>The cursor after which a follower resumes. The default is before the first report.</summary>
    public LiveCursor After() => Checked<LiveCursor?>(
        "after", LiveCursor.EndOf(0), "must be the 'next' of a page, the id of an event, or a position", LiveCursor.Read)!.Value;

    /// <summary>How many of the newest items to return, instead of those after a cursor; null if not given.</summary>
    public int? Last(int max)
    {
        var last = Checked<int?>("last", null, $"must be a whole number from 1 to {max}, without 'after'",
            text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= 1 && count <= max
                ? count
                : null);
        if (last is not null && Text("after") is not null) Refuse("last", "cannot be combined with 'after'");
        return last;
    }

    /// <summary>The state to answer from: <c>minPosition</c> and, if the endpoint takes them, <c>asOf</c> and <c>knownAt</c>.</summary>
    public Asked Asked(bool asOf = true, bool knownAt = true, string known = "knownAt")
    {
        var (minPosition, day) = (Position("minPosition"), asOf ? Day("asOf") : null);
        if (!knownAt) return new(minPosition, day, null, null);
        var then = Moment(known);
        return new(minPosition, day, then?.Position, then?.Time);
    }

    public Moment? Moment(string name) => Checked<Moment?>(
        name, null, "must be a position, a cursor, or a time such as 2026-11-23T07:04:05Z or 2026-11-23T08:04:05%2B01:00", ReadMoment);

    /// <summary>
    /// The same for a page of a list, with the end of the page before. All pages have the position and day of the first page.
    /// </summary>
    /// <param name="read">Reads the sort key of the last item; returns null if the key belongs to another list.</param>
    /// <param name="known">The name of the parameter <c>knownAt</c>.</param>
    public (Asked Asked, T? After) Page<T>(
        Func<IReadOnlyList<string>, T?> read, bool asOf = true, bool knownAt = true, string known = "knownAt") where T : class
    {
        var asked = Asked(asOf, knownAt, known);
        var cursor = Checked<Cursor?>("cursor", null, WrongCursor, Cursor.Read);
        if (cursor is null || !cursor.Last.All(part => IsReadable("cursor", part))) return (asked, null);
        var after = read(cursor.Last);
        if (after is null || cursor.Position is null == knownAt) Refuse("cursor", WrongCursor);
        if (asked.KnownAt is { } position && position != cursor.Position)
            Refuse(known, $"must be {cursor.Position}, as on the first page, or left out");
        if (asked.AsOf is { } day && day != cursor.AsOf) Refuse("asOf", AsOnFirstPage(cursor.AsOf));
        return (asked with { AsOf = cursor.AsOf, From = cursor.From, Walked = cursor.Position }, after);
    }

    private static string AsOnFirstPage(DateOnly? day) => day is null
        ? "must be left out, as on the first page"
        : $"must be {day:yyyy-MM-dd}, as on the first page, or left out";

    /// <summary>The same with a period: <c>to</c> is another name for <c>asOf</c>.</summary>
    public Asked Period(Asked asked)
    {
        var (from, to) = (Day("from"), Day("to"));
        if (asked.Walked is not null && from is not null && from != asked.From) Refuse("from", AsOnFirstPage(asked.From));
        from ??= asked.From;
        if (to is not null && (asked.AsOf is { } day ? to != day : asked.Walked is not null))
            Refuse("to", "must equal asOf and be as on the first page, or be left out");
        RefuseReversed("from", from, to is null ? "asOf" : "to", to ?? asked.AsOf);
        return asked with { From = from, AsOf = to ?? asked.AsOf };
    }

    /// <summary>Refuses both ends of a period that ends before it begins, because either may be the wrong one.</summary>
    public void RefuseReversed(string first, DateOnly? from, string last, DateOnly? to)
    {
        if (!(from > to)) return;
        Refuse(first, $"must not be after {last}");
        Refuse(last, $"must not be before {first}");
    }

    public string? Type() => Checked<string?>("type", null, "must be one of " + string.Join(", ", ReportTypes.InLog.Keys),
        text => ReportTypes.InLog.ContainsKey(text) ? text : null);

    public T? Named<T>(string name) where T : struct, Enum => Checked<T?>(
        name, null, "must be one of " + string.Join(", ", Enum.GetValues<T>().Select(value => ContractJson.Name(value))),
        ContractJson.Named<T>);

    private static Moment? ReadMoment(string text) =>
        LiveCursor.Read(text) is { } cursor ? new(cursor.Position, null) : Instant.Read(text) is { } time ? new(null, time) : null;
}
