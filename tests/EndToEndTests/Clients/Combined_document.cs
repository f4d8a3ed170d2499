using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests.Clients;

/// <summary>
/// The combined document of all services is checked in, so that a review shows changes of the API. Query serves it. If
/// <c>UPDATE_DOCUMENTS</c> is set, the test writes it.
/// </summary>
[Trait("Servers", "any")]
public sealed class Combined_document(Platform platform) : EndToEnd(platform)
{
    private static readonly string File = Path.Combine(Machine.Repository, "services/Query/Documents/platform.json");
    private static readonly JsonSerializerOptions Readable =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };


    [Fact]
    public async Task Is_what_the_services_say_and_what_query_serves()
    {
        var combined = new CombinedDocument();
        combined.Add("ingestion", 8081, (await ApiDescription.OfAsync(Platform.Ingestion)).Document);
        combined.Add("query", 8082, (await ApiDescription.OfAsync(Platform.Query)).Document);
        combined.Add("eventstore", 8083, (await ApiDescription.OfAsync(Platform.EventStore)).Document);
        combined.Add("projections", 8084, (await ApiDescription.OfAsync(Platform.Projections)).Document);
        var text = combined.Build().ToJsonString(Readable) + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_DOCUMENTS") is { Length: > 0 }) await System.IO.File.WriteAllTextAsync(File, text);

        (await System.IO.File.ReadAllTextAsync(File)).ShouldBe(text, "run tests/accept, and review the difference");
        using var anyone = Platform.Query.Client(null);
        var served = await anyone.GetStringAsync(new Uri("/v1/openapi/platform.json", UriKind.Relative));
        JsonNode.DeepEquals(JsonNode.Parse(served), JsonNode.Parse(text)).ShouldBeTrue();
    }
}
