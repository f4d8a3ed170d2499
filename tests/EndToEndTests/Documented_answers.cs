using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests;

/// <summary>On the sample data, the services answer as their OpenAPI documents describe.</summary>
[Trait("Servers", "any")]
public sealed class Documented_answers(Platform platform) : EndToEnd(platform), IAsyncLifetime
{
    /// <summary>Members whose values differ from one installation to the next.</summary>
    private static readonly string[] Varying =
    [
        "position", "since", "knownFrom", "recordedtime", "next", "last", "knownAt", "cursor", "today", "reportsToday", "factsToday"
    ];

    /// <summary>
    /// The sample has no candidates (Candidates.Judging has some), and Query knows no feeds here (Feed_quality has one that does).
    /// </summary>
    private static readonly string[] Elsewhere = ["/v1/companies/candidates", "/v1/feeds/{name}/quality"];

    /// <summary>No plant of the sample has coordinates (Random_questions compares cells).</summary>
    private static readonly string[] WithoutExample = [.. Elsewhere, "/v1/plants/cells"];

    private ServiceProcess[] Readable => [Platform.Query, Platform.EventStore, Platform.Projections];

    public async ValueTask InitializeAsync()
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(Machine.Repository, "deploy/samples/xpeng-2019-11.ndjson"));
        await Platform.PostAsync(Events.Lines(lines));
        var feeds = (await ApiDescription.OfAsync(Platform.EventStore)).At("post", "/v1/feeds");
        using var ops = Platform.EventStore.Client(Role.Ops);
        var example = feeds.Node["requestBody"]!["content"]!["application/json"]!["example"]!.ToJsonString();
        using var made = await ops.PostAsync(new Uri(feeds.Path, UriKind.Relative), Events.Content(example, "application/json"));
        made.StatusCode.ShouldBeOneOf(HttpStatusCode.Created, HttpStatusCode.Conflict); // Conflict: an earlier test created it
        await Platform.AreReadableAsync(lines.Length + 1); // and the feed's declaration
    }

    [Fact]
    public async Task Every_endpoint_says_what_it_is_for_what_it_takes_and_what_it_answers()
    {
        foreach (var service in Readable.Append(Platform.Ingestion))
        {
            var api = await ApiDescription.OfAsync(service);
            ((string)api.Document["openapi"]!).ShouldStartWith("3.1");
            foreach (var operation in api.Operations)
            {
                ((string?)operation.Node["summary"]).ShouldNotBeNullOrEmpty($"summary of {operation}");
                foreach (var parameter in operation.AllParameters)
                    ((string?)parameter["description"]).ShouldNotBeNullOrEmpty($"{parameter["name"]} of {operation}");
                operation.Node["responses"]!.AsObject().ShouldContain(answer => answer.Key.StartsWith('2'), $"{operation}");
                operation.Node["security"]!.AsArray().ShouldNotBeEmpty($"{operation}");
            }
        }
    }

    [Fact]
    public async Task Every_example_of_an_answer_is_in_the_answer_to_the_examples_of_the_parameters()
    {
        var api = await ApiDescription.OfAsync(Platform.Query);
        var differences = new List<string>();
        foreach (var operation in api.Operations.Where(operation => operation.Method == "get" && !WithoutExample.Contains(operation.Path)))
        {
            if (operation.Answer(200)["content"]!["application/json"] is null) continue;
            var answer = await AnswerAsync(Platform.Query, operation);
            var example = operation.Answer(200)["content"]!["application/json"]!["example"] ?? "missing";
            differences.AddRange(Missing(example, answer, "").Select(missing => $"{operation} {operation.ExampleRequest}{missing}"));
            TestContext.Current.TestOutputHelper?.WriteLine($"{operation}\n{answer.ToJsonString()}");
        }

        differences.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_answer_and_every_example_is_as_its_schema_says()
    {
        var wrong = new List<string>();
        foreach (var service in Readable)
        {
            var api = await ApiDescription.OfAsync(service);
            foreach (var operation in api.Operations.Where(operation => operation.Node["responses"]!["200"] is not null))
            {
                if (operation.Answer(200)["content"]!["application/json"] is not { } content) continue; // the answer is lines of JSON
                wrong.AddRange(api.Schemas.Wrong(content["example"], content["schema"]!).Select(error => $"{operation} example: {error}"));
                if (operation.Method != "get" || operation.Path.Contains("dead-letters/{id}") || Elsewhere.Contains(operation.Path))
                    continue;
                var answer = await AnswerAsync(service, operation);
                wrong.AddRange(api.Schemas.Wrong(answer, content["schema"]!).Select(error => $"{operation}: {error}"));
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_parameter_that_is_read_is_documented_and_no_other()
    {
        using var ops = Platform.Query.Client(Role.Ops);
        foreach (var operation in (await ApiDescription.OfAsync(Platform.Query)).Operations
            .Where(one => one.Method == "get" && !Elsewhere.Contains(one.Path)))
        {
            using var answer = await ops.GetAsync(new Uri($"{operation.ExampleRequest}&nonsense=1", UriKind.Relative));
            var known = ((string)(await answer.JsonAsync())["errors"]![0]!["detail"]!).Split("there are ")[1].Split(", ");

            known.ShouldBe(operation.QueryParameters, ignoreOrder: true, $"{operation}");
        }
    }

    [Fact]
    public async Task Every_refusal_is_documented()
    {
        using var anyone = Platform.Query.Client(null);
        using var wrongRole = Platform.Query.Client(Role.Service);
        using var ops = Platform.Query.Client(Role.Ops);
        foreach (var operation in (await ApiDescription.OfAsync(Platform.Query)).Operations
            .Where(one => one.Method == "get" && !Elsewhere.Contains(one.Path)))
        {
            await IsDocumentedAsync(operation, anyone, operation.ExampleRequest, HttpStatusCode.Unauthorized);
            await IsDocumentedAsync(operation, wrongRole, operation.ExampleRequest, HttpStatusCode.Forbidden);
            await IsDocumentedAsync(
                operation, ops, new Uri($"{operation.ExampleRequest}&nonsense=1", UriKind.Relative), HttpStatusCode.BadRequest);
            if (!operation.Parameters("path").Any()) continue;
            var unknown = operation.Path.Replace("{key}", "nobody").Replace("{id}", $"{Guid.Empty}");
            await IsDocumentedAsync(operation, ops, new Uri(unknown, UriKind.Relative), HttpStatusCode.NotFound);
        }
    }

    private static async Task IsDocumentedAsync(Operation operation, HttpClient http, Uri request, HttpStatusCode expected)
    {
        using var answer = await http.GetAsync(request);
        answer.StatusCode.ShouldBe(expected, $"{request}");
        var problem = await answer.JsonAsync();
        var title = (string)problem["title"]!;
        var part = ((string)problem["type"]!).Split('#');
        part[0].ShouldBe("/v1/errors", title);
        (await http.GetStringAsync(new Uri(part[0], UriKind.Relative))).ShouldContain($"id=\"{part[1]}\"");
        operation.Refusal((int)expected, title).ShouldNotBeNull($"{operation} documents {(int)expected} '{title}'");
    }

    private static async Task<JsonNode> AnswerAsync(ServiceProcess service, Operation operation)
    {
        using var http = service.Client(operation.Path == "/v1/access" ? Role.Service : Role.Ops);
        using var answer = await http.GetAsync(operation.ExampleRequest);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, $"{operation}: {await answer.Content.ReadAsStringAsync()}");
        return await answer.JsonAsync();
    }

    private static bool IsVarying(string name, JsonNode? value) =>
        Varying.Contains(name) || (name == "reports" && value is JsonArray list && list.All(item => item is JsonValue));

    /// <summary>Finds what an example shows and the answer lacks. An example may leave out members and items.</summary>
    private static IEnumerable<string> Missing(JsonNode? example, JsonNode? answer, string at) => (example, answer) switch
    {
        (JsonObject members, JsonObject all) => members.SelectMany(
            member => IsVarying(member.Key, member.Value) && all[member.Key] is not null
                ? [] : Missing(member.Value, all[member.Key], $"{at}/{member.Key}")),
        (JsonArray items, JsonArray all) => items.SelectMany((item, index) => all.Any(other => !Missing(item, other, "").Any())
            ? Enumerable.Empty<string>() : [$" {at}/{index}: {item?.ToJsonString()}"]),
        _ => JsonNode.DeepEquals(example, answer)
            ? [] : [$" {at}: {example?.ToJsonString()} is {answer?.ToJsonString(JsonSerializerOptions.Web)}"],
    };
}
