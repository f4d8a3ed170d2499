using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.Access;

/// <summary>The audit names the holders of refused keys without the keys themselves, and has few entries for many requests.</summary>
[Trait("Servers", "any")]
public sealed class Refused_keys(RunningWriteSide services) : IClassFixture<RunningWriteSide>
{
    private const string Unknown = "a-key-that-nobody-holds";

    [Fact]
    public async Task Every_service_audits_refused_keys_with_few_entries_for_a_flood()
    {
        using var made = await services.Ops.PostAsJsonAsync("/v1/keys", new { name = "leaver", role = "read" });
        var key = await made.JsonAsync();
        using var revoked = await services.Ops.DeleteAsync(new Uri($"/v1/keys/{key["id"]}", UriKind.Relative));

        foreach (var service in (ServiceProcess[])[services.Ingestion, services.EventStore])
        {
            await Eventually.Be(
                "the revoked key is refused", async () => await StatusAsync(service, (string)key["key"]!) == HttpStatusCode.Unauthorized);
            (await StatusAsync(service, Keys.Of(Role.Service))).ShouldBe(HttpStatusCode.Forbidden);
            for (var time = 0; time < 200; time++)
                (await StatusAsync(service, time < 100 ? Unknown : $"{Unknown}-{time}")).ShouldBe(HttpStatusCode.Unauthorized);
        }

        var entries = await Eventually.Get("both services have reported the wrong role",
            EntriesAsync, found => found.Count(entry => (string?)entry["detail"]!["reason"] == "role") == 2, TimeSpan.FromSeconds(15));
        foreach (var service in (string[])["Ingestion", "EventStore"])
        {
            var own = entries.Where(entry => (string)entry["detail"]!["service"]! == service).ToList();
            var leaver = own.Single(entry => (string)entry["detail"]!["reason"]! == "revoked");
            ((string)leaver["who"]!, (string)leaver["key"]!, (string)leaver["origin"]!)
                .ShouldBe(("leaver", (string)key["id"]!, "127.0.0.1"));
            var wrongRole = own.Single(entry => (string)entry["detail"]!["reason"]! == "role");
            ((string)wrongRole["who"]!, (string)wrongRole["key"]!)
                .ShouldBe(("tests-Service", AccessDirectory.HashOf(Keys.Of(Role.Service))[..12]));
            own.Count.ShouldBeLessThanOrEqualTo(24);
        }

        entries.ConvertAll(entry => entry.ToJsonString())
            .ShouldAllBe(text => !text.Contains(Unknown) && !text.Contains(AccessDirectory.HashOf(Unknown)));
        services.Ingestion.Output.ShouldContain("Refused");
        services.Ingestion.Output.ShouldNotContain(Unknown);
    }

    private async Task<List<JsonNode>> EntriesAsync() =>
        [.. (await services.Ops.GetFromJsonAsync<JsonObject>("/v1/audit?limit=1000"))!["items"]!.AsArray()
            .OfType<JsonNode>().Where(entry => (string)entry["action"]! == "key-refused")];

    private static async Task<HttpStatusCode> StatusAsync(ServiceProcess service, string key)
    {
        using var http = service.Client(null);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await http.GetAsync(new Uri(service.Name == "Ingestion" ? "/v1/schemas" : "/v1/feeds", UriKind.Relative));
        return answer.StatusCode;
    }
}
