using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests;

/// <summary>
/// A real Prometheus with the rules of deploy/observability, but shorter times: it scrapes every second, and alerts wait for a second.
/// </summary>
internal sealed partial class PrometheusServer : IAsyncDisposable
{
    public static readonly string Deployed = Path.Combine(Machine.Repository, "deploy/observability");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("eventplatform-tests-prometheus-");
    private readonly HttpClient http;
    private readonly ChildProcess process;

    public PrometheusServer(IEnumerable<ServiceProcess> services)
    {
        var port = Machine.FreePort();
        var config = Read("prometheus.yml").Replace("interval: 15s", "interval: 1s", StringComparison.Ordinal);
        File.WriteAllText(InFolder("prometheus.yml"), config);
        File.WriteAllText(InFolder("alerts.yml"), Minutes().Replace(Read("alerts.yml"), "for: 1s"));
        File.WriteAllText(InFolder("targets.json"), new JsonArray([.. services.Select(Target)]).ToJsonString());
        process = new("prometheus",
        [
            $"--config.file={InFolder("prometheus.yml")}",
            $"--storage.tsdb.path={InFolder("data")}",
            $"--web.listen-address=127.0.0.1:{port}",
        ]);
        http = new() { BaseAddress = new($"http://127.0.0.1:{port}") };
    }

    public string Log => process.Output;

    /// <summary>Returns the alerts that fire, each with its labels and annotations.</summary>
    public async Task<IReadOnlyList<JsonNode>> FiringAsync() => [.. (await GetAsync("/api/v1/alerts"))["data"]!["alerts"]!.AsArray()
        .Where(alert => (string?)alert!["state"] == "firing").Select(alert => alert!)];

    public async Task<JsonNode> QueryAsync(string expression) => await GetAsync($"/api/v1/query?query={Uri.EscapeDataString(expression)}");

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await process.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private static JsonNode Target(ServiceProcess service) => new JsonObject
    {
        ["targets"] = new JsonArray(service.Address.Authority),
        ["labels"] = new JsonObject { ["service"] = service.Name.ToLowerInvariant() },
    };

    private async Task<JsonNode> GetAsync(string path)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        if (answer.StatusCode == HttpStatusCode.ServiceUnavailable) answer.EnsureSuccessStatusCode(); // Prometheus is still starting
        return await answer.JsonAsync();
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(Deployed, file));

    private string InFolder(string file) => Path.Combine(folder.FullName, file);

    [GeneratedRegex(@"\bfor: \d+m\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Minutes();
}
