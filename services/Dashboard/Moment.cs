using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace EventPlatform.Dashboard;

/// <summary>The moment that a page shows: <c>asOf</c> and <c>knownAt</c> of its address. Links keep them.</summary>
internal sealed class Moment(IHttpContextAccessor http)
{
    public const string AsOfName = "asOf";
    public const string KnownAtName = "knownAt";

    /// <summary>A day such as 2020-01-31; null: today.</summary>
    public string? AsOf => Of(AsOfName);

    /// <summary>A day, a time or a position; null: now.</summary>
    public string? KnownAt => Of(KnownAtName);

    public bool IsPast => AsOf is not null || KnownAt is not null;

    /// <summary><see cref="KnownAt"/> in the form that Query takes: a day stands for its end.</summary>
    public string? KnownAtOfQuery =>
        DateOnly.TryParseExact(KnownAt, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? $"{day:yyyy-MM-dd}T23:59:59.999999Z"
            : KnownAt;

    /// <summary>Returns the address of another page for the same moment.</summary>
    public string Link(string path, params (string Name, object? Value)[] parameters) =>
        Addresses.With(path, [.. parameters, (AsOfName, AsOf), (KnownAtName, KnownAt)]);

    private string? Of(string name) => http.HttpContext?.Request.Query[name].ToString() is { Length: > 0 } text ? text.Trim() : null;
}

internal static class Addresses
{
    public static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Returns an address with a query string, without the parameters that are null or empty.</summary>
    public static string With(string path, params (string Name, object? Value)[] parameters) => QueryHelpers.AddQueryString(path,
        parameters.Select(one => KeyValuePair.Create(one.Name, Convert.ToString(one.Value, CultureInfo.InvariantCulture)))
            .Where(one => !string.IsNullOrEmpty(one.Value)));
}
