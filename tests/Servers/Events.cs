using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace EventPlatform.Servers;

/// <summary>Creates CloudEvents as a feed sends them.</summary>
public static class Events
{
    public const string Feed = "/feeds/tests";

    public static JsonObject Funding(string company, string id, decimal amount = 1_000_000, string source = Feed) => new()
    {
        ["specversion"] = "1.0",
        ["id"] = id,
        ["source"] = source,
        ["type"] = "FundingRaised",
        ["data"] = new JsonObject
        {
            ["company"] = new JsonObject { ["name"] = company },
            ["amount"] = new JsonObject { ["amount"] = amount, ["currency"] = "USD" },
            ["round"] = "series-a",
            ["on"] = "2020-02-03",
            ["status"] = "announced",
        },
    };

    public static HttpContent One(JsonNode cloudEvent) => Content(cloudEvent.ToJsonString(), "application/cloudevents+json");

    public static HttpContent Lines(IEnumerable<JsonNode> cloudEvents) =>
        Lines(cloudEvents.Select(cloudEvent => cloudEvent.ToJsonString()));

    public static HttpContent Lines(IEnumerable<string> lines) => Content(string.Join('\n', lines), "application/x-ndjson");

    public static HttpContent Content(string text, string mediaType) =>
        new ByteArrayContent(Encoding.UTF8.GetBytes(text)) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } };

    /// <summary>Posts to Ingestion at <c>/v1/events</c>.</summary>
    public static Task<HttpResponseMessage> PostEventsAsync(this HttpClient http, HttpContent content, CancellationToken ct = default) =>
        http.PostAsync(new Uri("/v1/events", UriKind.Relative), content, ct);

    public static async Task<JsonNode> JsonAsync(this HttpResponseMessage answer) =>
        JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
}
