using System.Text.Json.Nodes;

namespace EventPlatform.EndToEndTests.Clients;

/// <summary>Combines the OpenAPI documents of all services into one, in which every operation names its service.</summary>
internal sealed class CombinedDocument
{
    private const string Description =
        "All services of an installation. Each operation names the address of its service; behind a gateway all have one address.";

    private readonly JsonObject paths = [];
    private readonly JsonObject schemas = [];
    private readonly SortedDictionary<string, JsonNode> tags = new(StringComparer.Ordinal);
    private JsonNode? first;

    /// <param name="service">The name of the service in addresses.</param>
    /// <param name="port">The port of the service in an installation on one machine.</param>
    public void Add(string service, int port, JsonNode document)
    {
        first ??= document;
        foreach (var (name, schema) in Members(document["components"]!["schemas"]))
        {
            if (schemas[name] is { } same) JsonNode.DeepEquals(same, schema).ShouldBeTrue($"{service} has another {name}");
            else schemas[name] = schema!.DeepClone();
        }

        foreach (var tag in document["tags"]!.AsArray()) tags[(string)tag!["name"]!] = tag.DeepClone();
        foreach (var (path, item) in Members(document["paths"]))
        {
            foreach (var (method, operation) in Members(item)) Add(path, method, operation!.DeepClone(), service, port);
        }
    }

    public JsonObject Build() => new()
    {
        ["openapi"] = first!["openapi"]!.DeepClone(),
        ["info"] = new JsonObject
        {
            ["title"] = "EventPlatform",
            ["version"] = "v1",
            ["description"] = Description,
            ["contact"] = first["info"]!["contact"]!.DeepClone(),
            ["license"] = first["info"]!["license"]!.DeepClone(),
        },
        ["servers"] = new JsonArray(new JsonObject { ["url"] = "/", ["description"] = "A gateway to all services." }),
        ["paths"] = Ordered(paths),
        ["components"] = new JsonObject
        {
            ["schemas"] = Ordered(schemas),
            ["securitySchemes"] = first["components"]!["securitySchemes"]!.DeepClone(),
        },
        ["tags"] = new JsonArray([.. tags.Values]),
    };

    private void Add(string path, string method, JsonNode operation, string service, int port)
    {
        operation["servers"] = new JsonArray(new JsonObject
        {
            ["url"] = $"{{{service}}}",
            ["description"] = $"Where {service} listens.",
            ["variables"] = new JsonObject { [service] = new JsonObject { ["default"] = $"http://localhost:{port}" } },
        });
        (paths[path] ??= new JsonObject())[method] = operation;
    }

    private static JsonObject Ordered(JsonObject members) => new(members.OrderBy(member => member.Key, StringComparer.Ordinal)
        .Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));

    private static JsonObject Members(JsonNode? node) => node!.AsObject();
}
