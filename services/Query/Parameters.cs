using System.Globalization;
using EventPlatform.Contracts;
using EventPlatform.Hosting;

namespace EventPlatform.Query;

/// <summary>Parameters that many questions have.</summary>
internal sealed class Parameters(HttpRequest request) : QueryParameters(request)
{
    private const string WrongCursor = "must be the 'next' of an earlier page of the same list";

    public string? Country(string name = "country") => Checked<string?>(name, null, Countries.Expected, text => Countries.IsCode(text) ? text : null);

    public string? Currency() => Checked<string?>("currency", null, "must be an ISO 4217 code of three capital letters such as USD",
        text => text.Length == 3 && text.All(char.IsAsciiLetterUpper) ? text : null);

    /// <summary>What the answer is to be of: <c>minPosition</c>, and where the endpoint knows them <c>asOf</c> and <c>knownAt</c>.</summary>
    public Asked Asked(bool asOf = true, bool knownAt = true)
    {
        var (minPosition, day) = (Position("minPosition"), asOf ? Day("asOf") : null);
        if (!knownAt) return new(minPosition, day, null, null);
        var then = Checked<(long? Position, DateTimeOffset? Time)?>("knownAt", null, "must be a position, or a time such as 2026-11-23T07:04:05Z or 2026-11-23T08:04:05%2B01:00", ReadKnownAt);
        return new(minPosition, day, then?.Position, then?.Time);
    }

    /// <summary>The same for a page of a list, and where the page before ended. A page is of the position and day that the first page was of.</summary>
    /// <param name="read">Reads the sort key of the last item; null where it is of another list.</param>
    public (Asked Asked, T? After) Page<T>(Func<IReadOnlyList<string>, T?> read, bool asOf = true, bool knownAt = true) where T : class
    {
        var asked = Asked(asOf, knownAt);
        var cursor = Checked<Cursor?>("cursor", null, WrongCursor, Cursor.Read);
        if (cursor is null || !cursor.Last.All(part => IsReadable("cursor", part))) return (asked, null);
        var after = read(cursor.Last);
        if (after is null || cursor.Position is null == knownAt) Refuse("cursor", WrongCursor);
        if (asked.KnownAt is { } position && position != cursor.Position) Refuse("knownAt", $"must be {cursor.Position}, as on the first page, or left out");
        if (asked.AsOf is { } day && day != cursor.AsOf) Refuse("asOf", cursor.AsOf is null ? "must be left out, as on the first page" : $"must be {cursor.AsOf:yyyy-MM-dd}, as on the first page, or left out");
        return (asked with { AsOf = cursor.AsOf, Walked = cursor.Position }, after);
    }

    public string? Type() => Checked<string?>("type", null, "must be one of " + string.Join(", ", ReportTypes.InLog.Keys),
        text => ReportTypes.InLog.ContainsKey(text) ? text : null);

    public T? Named<T>(string name) where T : struct, Enum => Checked<T?>(name, null, "must be one of " + string.Join(", ", Enum.GetValues<T>().Select(value => ContractJson.Name(value))),
        ContractJson.Named<T>);

    private static (long?, DateTimeOffset?)? ReadKnownAt(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? (position, null) : Instant.Read(text) is { } time ? (null, time) : null;
}
