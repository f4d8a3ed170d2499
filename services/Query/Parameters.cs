using System.Globalization;
using EventPlatform.Contracts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EventPlatform.Query;

/// <param name="Parameter">Name in the query string.</param>
/// <param name="Detail">What would be right.</param>
internal sealed record ParameterError(string Parameter, string Detail);

/// <summary>Reads a query string and collects every error in it: values that do not read, and names that nobody knows.</summary>
internal sealed class Parameters(HttpRequest request)
{
    public const string Invalid = "The query string is not valid";
    public const string InvalidDetail = "Each error names a parameter and what would be right.";

    private readonly List<ParameterError> errors = [];
    private readonly HashSet<string> known = new(StringComparer.OrdinalIgnoreCase);

    public string? Text(string name)
    {
        known.Add(name);
        var values = request.Query[name];
        if (values.Count > 1) errors.Add(new(name, "must be given once"));
        return values is [{ Length: > 0 } value] && Printable(name, value) ? value : null;
    }

    public string Required(string name)
    {
        if (Text(name) is { } text) return text;
        errors.Add(new(name, "is required"));
        return "";
    }

    public int Limit(int fallback, int max) => (int)Number("limit", fallback, min: 1, max);

    public TimeSpan Seconds(string name, int max) => TimeSpan.FromSeconds(Number(name, fallback: 0, min: 0, max));

    public long Position(string name) => Number(name, fallback: 0, min: 0, long.MaxValue);

    public string Choice(string name, params string[] choices) => Checked(name, choices[0], "must be one of " + string.Join(", ", choices),
        text => choices.Contains(text, StringComparer.Ordinal) ? text : null);

    /// <summary>One of some words, or null.</summary>
    public string? OneOf(string name, params IEnumerable<string> words) => Checked<string?>(name, null, "must be one of " + string.Join(", ", words),
        text => words.Contains(text, StringComparer.Ordinal) ? text : null);

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

    public void Refuse(string name, string detail) => errors.Add(new(name, detail));

    public string? Type() => Checked<string?>("type", null, "must be one of " + string.Join(", ", ReportTypes.InLog.Keys),
        text => ReportTypes.InLog.ContainsKey(text) ? text : null);

    public T? Named<T>(string name) where T : struct, Enum => Checked<T?>(name, null, "must be one of " + string.Join(", ", Enum.GetValues<T>().Select(value => ContractJson.Name(value))),
        ContractJson.Named<T>);

    public DateOnly? Day(string name) => Checked<DateOnly?>(name, null, "must be a day such as 2019-11-13",
        text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null);

    public T Checked<T>(string name, T fallback, string expected, Func<string, T?> read)
    {
        if (Text(name) is not { } text) return fallback;
        if (read(text) is { } value) return value;
        errors.Add(new(name, expected));
        return fallback;
    }

    /// <summary>400 with every error found; null where all is well. To be asked last, when every known parameter was read.</summary>
    public ProblemHttpResult? Problem()
    {
        var unknown = request.Query.Keys.Where(name => !known.Contains(name));
        errors.AddRange(unknown.Select(name => new ParameterError(name, $"is not known here: there are {string.Join(", ", known)}")));
        return errors.Count == 0 ? null : TypedResults.Problem(title: Invalid, statusCode: StatusCodes.Status400BadRequest,
            detail: InvalidDetail, extensions: [KeyValuePair.Create("errors", (object?)errors)]);
    }

    // A plus that was not escaped arrives as a blank
    private static (long?, DateTimeOffset?)? ReadKnownAt(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? (position, null)
        : DateTimeOffset.TryParseExact(text.Replace(' ', '+'), ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? (null, time) : null;

    private long Number(string name, long fallback, long min, long max) =>
        Checked<long?>(name, fallback, max == long.MaxValue ? $"must be a whole number from {min}" : $"must be a whole number from {min} to {max}",
            text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max ? number : null)!.Value;

    private bool Printable(string name, string value)
    {
        if (!value.Contains('\0', StringComparison.Ordinal)) return true;
        errors.Add(new(name, "must not contain U+0000"));
        return false;
    }
}
