using System.Text.Json;
using System.Text.Json.Nodes;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.Http;

/// <summary>The configuration sets the levels and the format of the logs.</summary>
[Trait("Servers", "any")]
public sealed class Configured_logs(Workspace workspace) : IClassFixture<Workspace>
{
    private const string OfRequests = "Logging__LogLevel__Microsoft.AspNetCore.Hosting";

    [Fact]
    public async Task A_level_can_be_set_for_a_category()
    {
        (await RunAsync()).ShouldNotContain("Request starting");

        (await RunAsync((OfRequests, "Information"))).ShouldContain("Request starting");
    }

    [Fact]
    public async Task Lines_are_JSON_with_the_ids_of_the_trace_if_that_is_asked_for()
    {
        var log = await RunAsync((OfRequests, "Information"), ("Logging__Console__FormatterName", "json"));

        var entries = log.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        var request = entries.First(entry => ((string?)entry["Message"])!.StartsWith("Request starting", StringComparison.Ordinal));
        request["Scopes"]!.AsArray().ShouldContain(scope =>
            scope!["TraceId"] is JsonValue && scope["TraceId"]!.GetValueKind() == JsonValueKind.String);
    }

    private async Task<string> RunAsync(params (string, string)[] settings)
    {
        await using var service = new ServiceProcess("Ingestion", workspace, settings);
        service.Start();
        using var http = service.Client(null);
        await Eventually.Be("the service answers", async () =>
        {
            using var live = await http.GetAsync(new Uri("/health/live", UriKind.Relative));
            return live.IsSuccessStatusCode;
        });
        await service.StopAsync();
        return service.Output;
    }
}
