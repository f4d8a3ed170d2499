using System.Net.Http.Json;
using EventPlatform.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EventPlatform.EndToEndTests.Clients;

/// <summary>
/// Serves a page that follows facts. This server has the key, and the page gets a token for one stream. The page reports what it shows.
/// </summary>
internal sealed class PageServer : IAsyncDisposable
{
    private const string Reporting =
        """
        <script>
          new MutationObserver(() => fetch("/shown", { method: "POST", body: document.body.innerText }))
            .observe(document.body, { childList: true, subtree: true, characterData: true });
        </script>
        """;

    private readonly WebApplication app;
    private volatile string shown = "";

    /// <param name="query">The client with the key.</param>
    /// <param name="stream">The path and query of the stream that the page follows.</param>
    public PageServer(Uri origin, HttpClient query, string stream)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Urls.Add(origin.ToString());
        var page = File.ReadAllText(Path.Combine(Machine.Repository, "clients", "browser", "follow.html"))
            .Replace("QUERY_URL", query.BaseAddress!.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal);
        app.MapGet("/", () => Results.Content(page + Reporting, "text/html"));
        app.MapPost("/stream-token", async () =>
        {
            using var answer = await query.PostAsJsonAsync(new Uri("/v1/stream-tokens", UriKind.Relative), new { stream });
            return Results.Content(await answer.Content.ReadAsStringAsync(), "application/json", statusCode: (int)answer.StatusCode);
        });
        app.MapPost("/shown", async (HttpRequest request) =>
        {
            using var text = new StreamReader(request.Body);
            shown = await text.ReadToEndAsync();
        });
    }

    /// <summary>The text of the page after its last change.</summary>
    public string Shown => shown;

    public Task StartAsync() => app.StartAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
