using EventPlatform.Dashboard.SignIn;
using EventPlatform.Dashboard.Upstream;
using Microsoft.AspNetCore.Http.Extensions;

namespace EventPlatform.Dashboard.Downloads;

/// <summary><c>GET /data/…?format=</c>: the answer of Query that a page shows, as a file, requested with the reader's own key.</summary>
internal static class DownloadEndpoints
{
    private const string Json = "json";

    private static readonly Dictionary<string, string> Formats = new(StringComparer.Ordinal)
    {
        [Json] = "application/json",
        ["csv"] = "text/csv",
        ["xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ["geojson"] = "application/geo+json",
        ["parquet"] = "application/vnd.apache.parquet",
    };

    private static readonly string[] Copied = ["Link", "Position", "Retry-After"];

    public static void MapDownloads(this IEndpointRouteBuilder app) =>
        app.MapGet($"{DataLinks.Prefix}/{{**path}}", GetAsync).RequireAuthorization(Policies.Analyst);

    private static async Task GetAsync(string path, HttpContext http, PlatformApi platform)
    {
        if (http.Request.Query[DataLinks.Format].ToString() is not { } format || !Formats.TryGetValue(format, out var type))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var asked = new QueryBuilder(http.Request.Query.Where(one => one.Key != DataLinks.Format));
        var escaped = string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/{escaped}{asked}");
        request.Headers.Accept.ParseAdd(type);
        using var answer = await platform.SendAsync(Service.Query, request, http.RequestAborted);
        await UpstreamException.ThrowUnlessSuccessAsync(answer, http.RequestAborted);
        http.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        foreach (var name in Copied)
        {
            if (answer.Headers.TryGetValues(name, out var values)) http.Response.Headers[name] = values.ToArray();
        }

        if (format != Json) http.Response.Headers.ContentDisposition = $"attachment; filename=\"{path.Replace('/', '-')}.{format}\"";
        await answer.Content.CopyToAsync(http.Response.Body, http.RequestAborted);
    }
}
