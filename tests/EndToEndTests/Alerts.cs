using System.Text.Json.Nodes;
using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests;

/// <summary>Prometheus with the shipped scrape configuration and alert rules, on a running platform.</summary>
[Trait("Servers", "any")]
public sealed class Alerts(Platform platform) : EndToEnd(platform)
{
    [Fact]
    public async Task The_files_are_sound()
    {
        var config = Path.Combine(PrometheusServer.Deployed, "prometheus.yml");
        var checkedFiles = await ChildProcess.RunAsync("promtool", ["check", "config", config], TimeSpan.FromMinutes(1));

        checkedFiles!.Value.Code.ShouldBe(0, checkedFiles.Value.Output);
        checkedFiles.Value.Output.ShouldContain("rules found");
    }

    [Fact]
    public async Task Fire_while_something_is_broken_and_resolve_when_it_is_repaired()
    {
        await using var prometheus = new PrometheusServer(Platform.All);
        await Eventually.Get("all services are scraped",
            async () => (await prometheus.QueryAsync("up == 1"))["data"]!["result"]!.AsArray().Count, up => up == 4);
        (await prometheus.FiringAsync()).Select(Name).ShouldBeEmpty();

        await Platform.EventStore.KillAsync();
        await FiresAsync(prometheus, "ServiceDown", "eventstore");
        await FiresAsync(prometheus, "Degraded", "ingestion");
        Platform.EventStore.Start();
        await IsQuietAsync(prometheus);

        await using (await Frozen.ProcessAsync(Platform.Projections.Id)) await FiresAsync(prometheus, "ServiceDown", "projections");
        await IsQuietAsync(prometheus);

        await Platform.PostAsync(Events.One(Events.Funding("Alerting", "alert-1")));
        await Platform.PostAsync(Events.One(Events.Funding("Alerting", "alert-1", amount: 2)));
        var letters = await FiresAsync(prometheus, "DeadLetters", service: null);
        ((string?)letters["annotations"]!["summary"]).ShouldBe("1 reports could not be stored: conflicting-duplicate");
        ((string?)letters["annotations"]!["runbook_url"]).ShouldBe("docs/operations.md#deadletters");
    }

    [Fact]
    public async Task The_dashboard_asks_what_Prometheus_can_answer()
    {
        await using var prometheus = new PrometheusServer(Platform.All);
        await Eventually.Be("Prometheus answers", async () => (string?)(await prometheus.QueryAsync("1"))["status"] == "success");
        var file = Path.Combine(PrometheusServer.Deployed, "grafana/dashboards/eventplatform.json");
        var dashboard = JsonNode.Parse(await File.ReadAllTextAsync(file))!;

        var expressions = dashboard["panels"]!.AsArray()
            .SelectMany(panel => panel!["targets"]?.AsArray() ?? [])
            .Select(target => (string)target!["expr"]!).ToList();

        expressions.Count.ShouldBeGreaterThan(20);
        foreach (var expression in expressions)
        {
            var answer = await prometheus.QueryAsync(expression.Replace("$__rate_interval", "1m", StringComparison.Ordinal));
            ((string?)answer["status"]).ShouldBe("success", $"{expression}: {answer["error"]}");
        }
    }

    private static string Name(JsonNode alert) =>
        $"{alert["labels"]!["alertname"]} {alert["labels"]!["service"]} {alert["labels"]!["eventplatform_check"]}";

    private static async Task<JsonNode> FiresAsync(PrometheusServer prometheus, string name, string? service)
    {
        bool IsIt(JsonNode alert) => (string?)alert["labels"]!["alertname"] == name && (string?)alert["labels"]!["service"] == service;
        var firing = await Eventually.Get($"{name} {service} fires", prometheus.FiringAsync, alerts => alerts.Any(IsIt));
        return firing.First(IsIt);
    }

    private static async Task IsQuietAsync(PrometheusServer prometheus) =>
        await Eventually.Get("no alert fires",
            async () => string.Join(", ", (await prometheus.FiringAsync()).Select(Name)), firing => firing.Length == 0);
}
