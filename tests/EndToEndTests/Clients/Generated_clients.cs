using System.Text.Json.Nodes;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests.Clients;

/// <summary>Clients generated from the OpenAPI document read every answer about the sample, to the last digit.</summary>
[Trait("Servers", "any")]
public sealed class Generated_clients(Platform platform) : EndToEnd(platform), IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(Machine.Repository, "deploy/samples/xpeng-2019-11.ndjson"));
        await Platform.PostAsync(Events.Lines(lines));
        await Platform.AreReadableAsync(lines.Length);
    }

    [Fact]
    public Task NSwag_reads_every_answer_of_every_service() =>
        ReadAllAsync(NSwagReading.ReadAsync, Platform.Query, Platform.EventStore, Platform.Projections);

    [Fact]
    public Task Kiota_reads_every_answer_of_every_service() =>
        ReadAllAsync(KiotaReading.ReadAsync, Platform.Query, Platform.EventStore, Platform.Projections);

    [Fact]
    public async Task TypeScript_reads_every_answer_of_query()
    {
        await NodeTools.RunAsync("openapi-typescript", NodeTools.Document, "-o", "generated/platform.ts");
        await NodeTools.RunAsync("tsc");
        var operations = (await ReadableAsync(Platform.Query)).ToList();
        var requests = operations.Select(operation => $"{operation.Path} {operation.ExampleRequest}");
        var read = JsonNode.Parse(await NodeTools.NodeAsync(
            ["generated/js/tests/GeneratedClients/read.js", Platform.Query.Address.ToString(), Keys.Of(Role.Read), .. requests]))!;

        read.AsObject().Select(answer => answer.Key).ShouldBe(operations.Select(operation => operation.Path));
        read["/v1/facts"]!.ToJsonString().ShouldBe("[400000000]");
        read["/v1/companies/{key}"]!.ToJsonString().ShouldBe("\"tesla\"");
    }

    /// <summary>Paths for services only, or without an answer about the sample.</summary>
    private static readonly string[] Others =
        ["/v1/access", "/v1/companies/candidates", "/v1/dead-letters/{id}", "/v1/feeds/{name}", "/v1/feeds/{name}/keys",
            "/v1/feeds/{name}/quality"];

    private static async Task ReadAllAsync(Func<HttpClient, Operation, Task<JsonNode?>> readAsync, params ServiceProcess[] services)
    {
        var lost = new List<string>();
        foreach (var service in services)
        {
            using var answer = new LastAnswer();
            using var http = answer.Of(service, Role.Ops);
            foreach (var operation in await ReadableAsync(service))
            {
                var read = await readAsync(http, operation);
                lost.AddRange(Lost.Of(JsonNode.Parse(answer.Text), read).Select(what => $"{operation}{what}"));
            }
        }

        lost.ShouldBeEmpty();
    }

    private static async Task<IEnumerable<Operation>> ReadableAsync(ServiceProcess service) =>
        (await ApiDescription.OfAsync(service)).Operations.Where(operation => operation.Method == "get"
            && operation.Answer(200)["content"]!["application/json"] is not null
            && !Others.Contains(operation.Path));
}
