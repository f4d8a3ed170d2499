using System.Globalization;
using EventPlatform.Contracts;
using EventPlatform.Hosting;

namespace EventPlatform.Query;

/// <summary>Parameters that many questions have.</summary>
internal sealed class Parameters(HttpRequest request) : QueryParameters(request)
{
    public string? Country(string name = "country") => Checked<string?>(name, null, Countries.Expected, text => Countries.IsCode(text) ? text : null);

    public string? Currency() => Checked<string?>("currency", null, "must be an ISO 4217 code of three capital letters such as USD",
        text => text.Length == 3 && text.All(char.IsAsciiLetterUpper) ? text : null);

    /// <summary>The 'next' of an earlier page: the sort key of its last item, part by part.</summary>
    public T? PageCursor<T>(Func<string[], T?> read) where T : class =>
        Checked<T?>("cursor", null, "must be the 'next' of an earlier page of the same list", text => Cursor.Read(text) is { } parts ? read(parts) : null);

    /// <summary>What the answer is to be of: <c>minPosition</c>, and where the endpoint knows them <c>asOf</c> and <c>knownAt</c>.</summary>
    public Asked Asked(bool asOf = true, bool knownAt = true)
    {
        var (minPosition, day) = (Position("minPosition"), asOf ? Day("asOf") : null);
        if (!knownAt) return new(minPosition, day, null, null);
        var then = Checked<(long? Position, DateTimeOffset? Time)?>("knownAt", null, "must be a position, or a time such as 2026-11-23T07:04:05Z", ReadKnownAt);
        return new(minPosition, day, then?.Position, then?.Time);
    }

    public string? Type() => Checked<string?>("type", null, "must be one of " + string.Join(", ", ReportTypes.InLog.Keys),
        text => ReportTypes.InLog.ContainsKey(text) ? text : null);

    public T? Named<T>(string name) where T : struct, Enum => Checked<T?>(name, null, "must be one of " + string.Join(", ", Enum.GetValues<T>().Select(value => ContractJson.Name(value))),
        ContractJson.Named<T>);

    // A plus that was not escaped arrives as a blank
    private static (long?, DateTimeOffset?)? ReadKnownAt(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? (position, null)
        : DateTimeOffset.TryParseExact(text.Replace(' ', '+'), ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? (null, time) : null;
}
