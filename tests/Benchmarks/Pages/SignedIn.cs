using System.Net;
using System.Text.RegularExpressions;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.Benchmarks.Pages;

/// <summary>A signed-in user of the dashboard, with cookies and connections of their own, like a browser.</summary>
internal sealed partial class SignedIn : IDisposable
{
    private readonly HttpClient http;

    private SignedIn(Uri dashboard) =>
        http = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false })
    {
        BaseAddress = dashboard,
    };

    public static async Task<SignedIn> AsAsync(Role role, Uri dashboard)
    {
        var reader = new SignedIn(dashboard);
        var path = new Uri("/sign-in", UriKind.Relative);
        var token = Token.Match(await reader.http.GetStringAsync(path)).Groups["token"].Value;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["_handler"] = "sign-in", ["__RequestVerificationToken"] = token, ["Form.Key"] = Keys.Of(role),
        });
        using var answer = await reader.http.PostAsync(path, form);
        return answer.StatusCode is HttpStatusCode.Found
            ? reader
            : throw new InvalidDataException($"Signing in was answered with {answer.StatusCode}");
    }

    /// <summary>Reads a page until the last byte.</summary>
    /// <returns>The number of compressed bytes; null if the platform was too busy.</returns>
    public async Task<int?> ReadAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept-Encoding", "gzip, br" } } };
        using var answer = await http.SendAsync(request);
        var bytes = (await answer.Content.ReadAsByteArrayAsync()).Length;
        return answer.StatusCode switch
        {
            HttpStatusCode.OK => bytes,
            HttpStatusCode.ServiceUnavailable => null,
            _ => throw new InvalidDataException($"{path} was answered with {answer.StatusCode}"),
        };
    }

    public Task<Stream> FollowAsync(string path) => http.GetStreamAsync(new Uri(path, UriKind.Relative));

    public void Dispose() => http.Dispose();

    [GeneratedRegex(
        "name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Token { get; }
}
