using System.Net;
using System.Security.Claims;
using EventPlatform.Dashboard.SignIn;
using EventPlatform.Dashboard.Upstream;

namespace EventPlatform.Dashboard.Live;

/// <summary>
/// <c>GET /live/facts</c> and <c>/live/log</c>: rows of a page's table as server-sent events, for a filter and after a cursor. A stream
/// ends with the reader's sign-in.
/// </summary>
internal static class LiveEndpoints
{
    private const int WaitSeconds = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly string[] Filters = ["company", "type", "state"];

    public static void MapLive(this IEndpointRouteBuilder app)
    {
        app.MapGet("/live/facts", (HttpContext http, LiveReading reading, TimeProvider time, IHostApplicationLifetime lifetime) =>
            FollowAsync(http, "/v1/facts/changes", reading.FactsAsync, time, lifetime)).RequireAuthorization(Policies.Analyst);
        app.MapGet("/live/log", (HttpContext http, LiveReading reading, TimeProvider time, IHostApplicationLifetime lifetime) =>
            FollowAsync(http, "/v1/events", reading.LogAsync, time, lifetime)).RequireAuthorization(Policies.Analyst);
    }

    private static async Task FollowAsync(
        HttpContext http, string path, Func<string, string, CancellationToken, Task<RenderedPage>> read, TimeProvider time,
        IHostApplicationLifetime lifetime)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        var asked = http.Request.Query;
        var after = http.Request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } last ? last : asked["after"].ToString();
        var filters = Filters.Select(name => (name, (object?)asked[name].ToString()));
        var address = Addresses.With(path, [.. filters, ("wait", WaitSeconds), ("limit", 50)]);
        var reader = http.User.FindFirstValue(ClaimTypes.NameIdentifier)!;
        var ct = end.Token;
        http.Response.ContentType = "text/event-stream";
        await WriteAsync(http, "retry: 2000\n: open\n\n");
        var isAway = false;
        while (!ct.IsCancellationRequested)
        {
            try
            {
                var page = await read(reader, Addresses.With(address, ("after", after)), ct);
                if (isAway) await WriteAsync(http, "event: back\ndata:\n\n");
                isAway = false;
                if (page.IsRedone) await WriteAsync(http, "event: reload\ndata:\n\n");
                foreach (var row in page.Rows) await WriteAsync(http, $"id: {row.Cursor}\ndata: {row.Html.ReplaceLineEndings(" ")}\n\n");
                if (page.Rows.Count == 0) await WriteAsync(http, ": nothing new\n\n");
                after = page.Next;
            }
            catch (UpstreamException e) when (e.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            {
                await WriteAsync(http, "event: ended\ndata:\n\n");
                return;
            }
            catch (UpstreamException e) when (e.Status is HttpStatusCode.Gone or HttpStatusCode.BadRequest)
            {
                await WriteAsync(http, "event: reload\ndata:\n\n"); // the log was restored, and ends before the cursor
                return;
            }
            catch (UpstreamException)
            {
                if (!isAway) await WriteAsync(http, "event: away\ndata:\n\n");
                isAway = true;
                await Task.Delay(Pause, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private static async Task WriteAsync(HttpContext http, string frames)
    {
        await http.Response.WriteAsync(frames, http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
    }
}
