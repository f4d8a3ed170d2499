using System.Globalization;
using System.Text.Unicode;
using System.Web;
using EventPlatform.Hosting.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;

namespace EventPlatform.Hosting;

/// <param name="Parameter">The name in the query string.</param>
/// <param name="Detail">What would be right.</param>
public sealed record ParameterError(string Parameter, string Detail);

/// <summary>Reads a query string and collects all its errors: invalid values and unknown names.</summary>
public class QueryParameters(HttpRequest request)
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
        return values is [{ Length: > 0 } value] && IsReadable(name, value) ? value : null;
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

    /// <summary>Returns one of these words, or null if the parameter is absent.</summary>
    public string? OneOf(string name, params IEnumerable<string> words) =>
        Checked<string?>(name, null, "must be one of " + string.Join(", ", words),
            text => words.Contains(text, StringComparer.Ordinal) ? text : null);

    public void Refuse(string name, string detail) => errors.Add(new(name, detail));

    public DateOnly? Day(string name) => Checked<DateOnly?>(name, null, "must be a day such as 2019-11-13",
        text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null);

    public T Checked<T>(string name, T fallback, string expected, Func<string, T?> read)
    {
        if (Text(name) is not { } text) return fallback;
        if (read(text) is { } value) return value;
        errors.Add(new(name, expected));
        return fallback;
    }

    /// <summary>Returns 400 with all errors, or null if there are none. Call it last, after every known parameter was read.</summary>
    public ProblemHttpResult? Problem()
    {
        if (OpensWithToken.IsMetadataOf(request.HttpContext)) known.Add(StreamTokens.Parameter);
        var unknown = request.Query.Keys.Where(name => !known.Contains(name));
        errors.AddRange(BadlyEncoded());
        errors.AddRange(unknown.Select(name => new ParameterError(name, $"is not known: there are {string.Join(", ", known)}")));
        return errors.Count == 0 ? null : Refuse(errors);
    }

    /// <summary>Returns 400 with these errors.</summary>
    public static ProblemHttpResult Refuse(params IReadOnlyList<ParameterError> errors) =>
        TypedResults.Problem(title: Invalid, statusCode: StatusCodes.Status400BadRequest,
            detail: InvalidDetail, extensions: [KeyValuePair.Create("errors", (object?)errors)]);

    private long Number(string name, long fallback, long min, long max) =>
        Checked<long?>(
            name, fallback, max == long.MaxValue ? $"must be a whole number from {min}" : $"must be a whole number from {min} to {max}",
            text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
                ? number
                : null)!.Value;

    /// <summary>Returns false and records the error if a text is unreadable. Call it also for text decoded from a parameter.</summary>
    protected bool IsReadable(string name, string value)
    {
        if (UnreadableText.ProblemOf(value) is not { } problem) return true;
        errors.Add(new(name, problem));
        return false;
    }

    /// <summary>Finds bytes that are not UTF-8. They would otherwise be read as the text of their escapes.</summary>
    private IEnumerable<ParameterError> BadlyEncoded()
    {
        foreach (var parameter in new QueryStringEnumerable(request.QueryString.Value))
        {
            if (!Utf8.IsValid(HttpUtility.UrlDecodeToBytes(parameter.EncodedValue.ToString())))
                yield return new(parameter.DecodeName().ToString(), "must be UTF-8 in percent-encoding, such as %C3%A9 for é");
        }
    }
}
