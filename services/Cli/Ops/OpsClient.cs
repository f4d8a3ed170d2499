using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventPlatform.Operations;

namespace EventPlatform.Cli.Ops;

/// <summary>Calls a service's endpoints for ops. Address and key come from the environment.</summary>
internal sealed class OpsClient : IDisposable
{
    private const int Shown = 500;
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(100);

    private readonly HttpClient http;
    private readonly string service;
    private readonly string variable;

    private OpsClient(string service, string variable)
    {
        (this.service, this.variable) = (service, variable);
        http = new HttpClient { BaseAddress = Settings.Address(variable), Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Settings.Text("OPS_KEY"));
    }

    /// <summary>True if the environment has the settings to act as ops.</summary>
    public static bool IsAllowed => Settings.Has("EVENTSTORE_URL") && Settings.Has("OPS_KEY");

    /// <exception cref="CommandException">A variable is not set, or is not an address.</exception>
    public static OpsClient OfEventStore() => new("EventStore", "EVENTSTORE_URL");

    /// <exception cref="CommandException">A variable is not set, or is not an address.</exception>
    public static OpsClient OfIngestion() => new("Ingestion", "INGESTION_URL");

    /// <exception cref="CommandException">A variable is not set, or is not an address.</exception>
    public static OpsClient OfQuery() => new("Query", "QUERY_URL");

    /// <exception cref="CommandException">A variable is not set, or is not an address.</exception>
    public static OpsClient OfProjections() => new("Projections", "PROJECTIONS_URL");

    /// <summary>A query string of the parameters that are not null.</summary>
    public static string Query(params IEnumerable<(string Name, string? Value)> parameters) => string.Join('&', parameters
        .Where(one => one.Value is not null).Select(one => $"{Uri.EscapeDataString(one.Name)}={Uri.EscapeDataString(one.Value!)}"));

    /// <summary>The last position of the log, as Projections reports it.</summary>
    public static async Task<long> EndOfLogAsync(CancellationToken ct)
    {
        using var projections = OfProjections();
        return (long)(await projections.GetAsync("/v1/progress", ct))["last"]!;
    }

    /// <summary>The name of the service.</summary>
    public string Service => service;

    /// <summary>The service's own readiness report, or <c>Away</c> if it does not answer.</summary>
    public async Task<Readiness> ReadinessAsync(TimeSpan within, CancellationToken ct)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(within);
        try
        {
            using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), timeout.Token);
            return (await answer.Content.ReadFromJsonAsync<Readiness>(timeout.Token))!;
        }
        catch (Exception e) when (!ct.IsCancellationRequested && e is HttpRequestException or OperationCanceledException or IOException)
        {
            return Readiness.OfAway(WhyAway(e));
        }
        catch (JsonException)
        {
            return Readiness.OfAway($"another program answers at {http.BaseAddress} ({variable})");
        }
    }

    public Task<JsonNode> GetAsync(string path, CancellationToken ct) => SendAsync(HttpMethod.Get, path, null, ct);

    /// <summary>Reads a list page by page, up to a number of items, and returns whether there are more.</summary>
    public async Task<(JsonArray Items, bool AreMore)> ListAsync(
        string path, IEnumerable<(string Name, string? Value)> query, int limit, CancellationToken ct)
    {
        const int PerPage = 100;
        var (items, cursor) = (new JsonArray(), (string?)null);
        do
        {
            var asked = Query([.. query, ("limit", $"{Math.Min(PerPage, limit - items.Count)}"), ("cursor", cursor)]);
            var page = await GetAsync($"{path}?{asked}", ct);
            foreach (var item in page["items"]!.AsArray()) items.Add(item!.DeepClone());
            cursor = (string?)page["next"];
        }
        while (cursor is not null && items.Count < limit);

        return (items, cursor is not null);
    }

    /// <param name="body">JSON; null for none.</param>
    /// <exception cref="CommandException">The service does not answer, or refuses. The message has the whole problem.</exception>
    public async Task<JsonNode> SendAsync(
        HttpMethod method, string path, string? body, CancellationToken ct, string mediaType = "application/json", TimeSpan? within = null)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(within ?? AnswerPatience);
        try
        {
            using var request = new HttpRequestMessage(method, path);
            if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, mediaType);
            using var response = await http.SendAsync(request, timeout.Token);
            var text = await response.Content.ReadAsStringAsync(timeout.Token);
            return response.IsSuccessStatusCode ? Parse(text) ?? new JsonObject() : throw Refused(response.StatusCode, Parse(text), text);
        }
        catch (Exception e) when (!ct.IsCancellationRequested && e is HttpRequestException or OperationCanceledException or IOException)
        {
            throw Away(e);
        }
    }

    /// <summary>Calls a function for each line of an answer, as it arrives.</summary>
    /// <exception cref="CommandException">The service does not answer, refuses, or ends the connection early.</exception>
    public async Task LinesAsync(string path, Func<string, Task> each, TimeSpan within, CancellationToken ct)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(within);
        try
        {
            using var response = await http.GetAsync(
                new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, timeout.Token);
            using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(timeout.Token));
            if (!response.IsSuccessStatusCode)
            {
                var text = await lines.ReadToEndAsync(timeout.Token);
                throw Refused(response.StatusCode, Parse(text), text);
            }

            while (await lines.ReadLineAsync(timeout.Token) is { } line) await each(line);
        }
        catch (Exception e) when (!ct.IsCancellationRequested && e is HttpRequestException or OperationCanceledException or HttpIOException)
        {
            throw Away(e);
        }
    }

    public void Dispose() => http.Dispose();

    private CommandException Away(Exception why) => new($"{service} does not answer: {WhyAway(why)}.");

    /// <param name="why">A cancellation if the service did not answer in time; otherwise the failure to connect.</param>
    private string WhyAway(Exception why) => why is OperationCanceledException
        ? $"it runs at {http.BaseAddress} ({variable}), but hangs or is overloaded"
        : $"nothing listens at {http.BaseAddress} ({variable}); it has ended, or was never started";

    private static JsonNode? Parse(string text)
    {
        try
        {
            return text.Length == 0 ? null : JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Line(JsonNode error) => error["line"] is { } line ? $"line {line}" : null;

    private OpsRefusal Refused(HttpStatusCode status, JsonNode? problem, string text)
    {
        if (problem?["title"] is not { } title)
            return new(status, $"{service} at {http.BaseAddress} answers {(int)status}: {text[..Math.Min(Shown, text.Length)]}");
        var says = new StringBuilder($"{title}. {problem["detail"]}");
        if (status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) says.Append(" The key comes from OPS_KEY.");
        foreach (var error in problem["errors"] as JsonArray ?? [])
            says.Append($"\n  {$"{error!["pointer"] ?? error["parameter"] ?? Line(error)}: ".TrimStart(':', ' ')}{error["detail"]}");
        if (problem["error"] is { } failed) says.Append($"\n  {failed}");
        return new(status, says.ToString());
    }
}

/// <summary>A service refused a request.</summary>
internal sealed class OpsRefusal(HttpStatusCode status, string message) : CommandException(message)
{
    public HttpStatusCode Status { get; } = status;
}
