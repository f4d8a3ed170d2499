using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.Access;

/// <summary>Services that start while the EventStore is away.</summary>
[Trait("Servers", "any")]
public sealed class Keys_after_a_restart(TestServers servers) : IAsyncLifetime
{
    private readonly Workspace workspace = new(servers);
    private readonly string directory = Directory.CreateTempSubdirectory("access").FullName;
    private ServiceProcess eventStore = null!;

    private string Snapshot => Path.Combine(directory, "access.json");

    public async ValueTask InitializeAsync()
    {
        await workspace.InitializeAsync();
        eventStore = new ServiceProcess("EventStore", workspace);
    }

    [Fact]
    public async Task The_last_snapshot_counts_with_its_age_in_readiness_and_what_was_revoked_stays_revoked()
    {
        await using var ingestion = Service("Ingestion");
        await Task.WhenAll(eventStore.StartReadyAsync(), ingestion.StartReadyAsync());
        using var ops = eventStore.Client(Role.Ops);
        using var made = await ops.PostAsJsonAsync("/v1/feeds", new Feed("press", "/feeds/press", 5, null, null));
        var (valid, _) = await NewKeyAsync(ops);
        var (revoked, id) = await NewKeyAsync(ops);
        await StatusIsAsync(ingestion, revoked, HttpStatusCode.Accepted);
        using var gone = await ops.DeleteAsync(new Uri($"/v1/feeds/press/keys/{id}", UriKind.Relative));
        await StatusIsAsync(ingestion, revoked, HttpStatusCode.Unauthorized);
        await Eventually.Be("the snapshot no longer has the revoked key",
            async () => !(await File.ReadAllTextAsync(Snapshot))
                .Contains(AccessDirectory.HashOf(revoked), StringComparison.OrdinalIgnoreCase),
            TimeSpan.FromSeconds(5));

        await Task.WhenAll(eventStore.KillAsync(), ingestion.KillAsync());
        await ingestion.StartReadyAsync();

        (await StatusAsync(ingestion, valid)).ShouldBe(HttpStatusCode.Accepted);
        (await StatusAsync(ingestion, revoked)).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(ingestion, "another key")).ShouldBe(HttpStatusCode.Unauthorized);
        var kept = await File.ReadAllTextAsync(Snapshot);
        kept.ShouldNotContain(valid);
        await Eventually.Get("readiness reports the time of the keys", () => ReadinessAsync(ingestion),
            seen => seen.Status == HttpStatusCode.OK && seen.Text.Contains("keys and feeds are as of 20", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Ingestion")]
    [InlineData("Query")]
    public async Task Without_a_snapshot_no_key_is_refused_as_unknown_and_the_service_is_not_ready(string name)
    {
        await using var service = Service(name);
        service.Start();
        using var http = service.Client(name == "Query" ? Role.Read : Role.Feed);

        using var answer = await Eventually.Get("the service answers", () => PostOrGetAsync(http, name), _ => true);

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
        ((string)(await answer.JsonAsync())["title"]!).ShouldBe("Keys are not known yet");
        var (status, text) = await ReadinessAsync(service);
        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        text.ShouldContain("keys and feeds are not known");
        using var keyless = service.Client(null);
        using var refused = await PostOrGetAsync(keyless, name);
        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, "a request without a key is never authorised");

        await eventStore.StartReadyAsync();
        await Eventually.Get("the keys are known",
            () => ReadinessAsync(service), seen => !seen.Text.Contains("are not known", StringComparison.Ordinal));
        using var known = await PostOrGetAsync(http, name);
        (await known.JsonAsync())["title"]?.ToString().ShouldNotBe("Keys are not known yet");
    }

    public async ValueTask DisposeAsync()
    {
        if (eventStore is not null) await eventStore.DisposeAsync();
        await workspace.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    private ServiceProcess Service(string name) => new(name, workspace,
        ("EventStore__Url", eventStore.Address.ToString()), ("EventStore__Key", Keys.Of(Role.Service)), ("EventStore__Snapshot", Snapshot));

    private static Task<HttpResponseMessage> PostOrGetAsync(HttpClient http, string name) => name == "Query"
        ? http.GetAsync(new Uri("/v1/companies", UriKind.Relative))
        : http.PostEventsAsync(Events.One(Events.Funding("Acme", "restart")));

    private static async Task<(string Key, string Id)> NewKeyAsync(HttpClient ops)
    {
        using var answer = await ops.PostAsync(new Uri("/v1/feeds/press/keys", UriKind.Relative), null);
        var key = await answer.JsonAsync();
        return ((string)key["key"]!, (string)key["id"]!);
    }

    private static Task<HttpStatusCode> StatusIsAsync(ServiceProcess ingestion, string key, HttpStatusCode expected) =>
        Eventually.Get("Ingestion knows the state of the key", () => StatusAsync(ingestion, key), status => status == expected);

    private static async Task<HttpStatusCode> StatusAsync(ServiceProcess ingestion, string key)
    {
        using var http = ingestion.Client(null);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await http.PostEventsAsync(Events.One(Events.Funding("Acme", "restart-1", source: "/feeds/press")));
        return answer.StatusCode;
    }

    private static async Task<(HttpStatusCode Status, string Text)> ReadinessAsync(ServiceProcess service)
    {
        using var http = service.Client(null);
        using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
