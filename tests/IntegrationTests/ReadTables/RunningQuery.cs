using System.Net;
using System.Text.Json.Nodes;
using EventPlatform.Contracts;
using EventPlatform.Hosting.Access;
using EventPlatform.IntegrationTests.Log;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.ReadTables;

/// <summary>A log, its read tables and a Query over them. Tests append reports and then query them.</summary>
public sealed class RunningQuery(TestServers servers) : IAsyncLifetime
{
    private readonly LogWorkspace log = new(servers);
    private ServiceProcess? projections;
    private ServiceProcess? query;

    public HttpClient Reader { get; private set; } = null!;

    public Workspace Workspace => log.Workspace;

    public ServiceProcess Projections => projections!;

    public HttpClient ClientOf(Role? role) => query!.Client(role);

    public async ValueTask InitializeAsync()
    {
        await log.InitializeAsync();
        projections = new ServiceProcess("Projections", log.Workspace);
        query = new ServiceProcess("Query", log.Workspace);
        await Task.WhenAll(projections.StartReadyAsync(), query.StartReadyAsync());
        Reader = query.Client(Role.Read);
    }

    /// <summary>Appends reports and waits until the read tables have them.</summary>
    public async Task<List<Appended>> GivenAsync(params AcceptedReport[] reports)
    {
        var appended = await log.AppendAsync(reports);
        await Eventually.Get("the read tables are complete",
            () => log.Workspace.ScalarAsync<long>("select position from read_1.mark"), mark => mark >= appended[^1].Position);
        return appended;
    }

    /// <summary>Restarts Projections, so that it has no records in memory.</summary>
    public async Task RestartProjectionsAsync()
    {
        await projections!.KillAsync();
        await projections.StartReadyAsync();
    }

    public async Task<JsonNode> GetAsync(string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var answer = await Reader.GetAsync(new Uri(path, UriKind.Relative));
        var body = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(expected, body);
        return JsonNode.Parse(body)!;
    }

    /// <summary>Sends a request without following a redirect.</summary>
    public async Task<HttpResponseMessage> SendAsync(string path, params (string Name, string Value)[] headers)
    {
        using var direct = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Reader.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Get, path)
        {
            Headers = { Authorization = Reader.DefaultRequestHeaders.Authorization }
        };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        return await direct.SendAsync(request);
    }

    /// <summary>Returns the items of all pages of a list, and the number of pages.</summary>
    public async Task<(List<JsonNode> Items, int Pages)> AllPagesAsync(string path)
    {
        var (items, pages, cursor) = (new List<JsonNode>(), 0, "");
        do
        {
            var page = await GetAsync(path + cursor);
            items.AddRange(page["items"]!.AsArray().OfType<JsonNode>());
            pages++;
            cursor = page["next"] is { } next ? $"&cursor={Uri.EscapeDataString((string)next!)}" : "";
        }
        while (cursor.Length > 0);

        return (items, pages);
    }

    /// <summary>Returns all pages of an answer, by following its links to the next page.</summary>
    /// <param name="between">Runs before each page but the first.</param>
    public async Task<List<JsonNode>> WalkAsync(string path, Func<Task> between)
    {
        var pages = new List<JsonNode>();
        for (var next = path; next is not null;)
        {
            if (pages.Count > 0) await between();
            using var answer = await SendAsync(next);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
            pages.Add(await answer.JsonAsync());
            var links = answer.Headers.TryGetValues("Link", out var values) ? values.ToList() : [];
            next = links.SingleOrDefault(link => link.EndsWith("rel=\"next\"", StringComparison.Ordinal))?.Split('>')[0][1..];
            (next is null).ShouldBe(pages[^1]["next"] is null);
        }

        return pages;
    }

    public async ValueTask DisposeAsync()
    {
        Reader?.Dispose();
        if (query is not null) await query.DisposeAsync();
        if (projections is not null) await projections.DisposeAsync();
        await log.DisposeAsync();
    }
}
