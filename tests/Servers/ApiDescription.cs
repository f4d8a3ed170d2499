using System.Text.Json.Nodes;

namespace EventPlatform.Servers;

/// <summary>Reads a service's OpenAPI document.</summary>
public sealed class ApiDescription(JsonNode document)
{
    public static async Task<ApiDescription> OfAsync(ServiceProcess service)
    {
        using var anyone = service.Client(null);
        return new(JsonNode.Parse(await anyone.GetStringAsync(new Uri("/v1/openapi.json", UriKind.Relative)))!);
    }

    public JsonNode Document => document;

    public SchemaCheck Schemas { get; } = new(document);

    public IEnumerable<Operation> Operations => document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()
        .Select(operation => new Operation(operation.Key, path.Key, operation.Value!)));

    public Operation At(string method, string path) => Operations.Single(operation => operation.Method == method && operation.Path == path);
}

public sealed record Operation(string Method, string Path, JsonNode Node)
{
    public IEnumerable<JsonNode> AllParameters => (Node["parameters"]?.AsArray() ?? []).OfType<JsonNode>();

    public IEnumerable<JsonNode> Parameters(string place) => AllParameters.Where(parameter => (string)parameter["in"]! == place);

    public IEnumerable<string> QueryParameters => Parameters("query").Select(parameter => (string)parameter["name"]!);

    /// <summary>The request with the examples of all parameters.</summary>
    public Uri ExampleRequest
    {
        get
        {
            var path = Parameters("path")
                .Aggregate(Path, (path, parameter) =>
                    path.Replace($"{{{parameter["name"]}}}", Uri.EscapeDataString($"{parameter["example"]}"), StringComparison.Ordinal));
            var query = Parameters("query").Where(parameter => parameter["example"] is not null)
                .Select(parameter => $"{parameter["name"]}={Uri.EscapeDataString($"{parameter["example"]}")}");
            return new Uri($"{path}?{string.Join('&', query)}", UriKind.Relative);
        }
    }

    public JsonNode Answer(int status) =>
        Node["responses"]![$"{status}"] ?? throw new InvalidOperationException($"{Method} {Path} documents no {status}");

    public JsonNode? Refusal(int status, string title) =>
        Answer(status)["content"]!["application/problem+json"]!["examples"]![title]?["value"];

    public override string ToString() => $"{Method} {Path}";
}
