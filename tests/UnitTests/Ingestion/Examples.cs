using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using EventPlatform.Contracts;
using EventPlatform.Ingestion;
using EventPlatform.Ingestion.Validation;
using EventPlatform.Servers;
using Microsoft.Extensions.Options;

namespace EventPlatform.UnitTests.Ingestion;

/// <summary>The examples of the report types in tests/Data/reports, with all fields, as <c>sent</c> and as <c>stored</c>.</summary>
internal static class Examples
{
    public static TheoryData<string> Types => [.. ReportTypes.ByName.Keys];

    public static JsonObject Of(string type) => Read(type, "sent");

    public static JsonObject StoredOf(string type) => Read(type, "stored");

    public static EventRead Read(JsonNode cloudEvent) => Read(cloudEvent.ToJsonString());

    public static EventRead Read(string json) => Read(Encoding.UTF8.GetBytes(json));

    public static EventRead Read(byte[] json, int nesting = 32) =>
        new CloudEventReader(TimeProvider.System, Options.Create(new IngestionLimits { Nesting = nesting }))
            .Read(new ReadOnlySequence<byte>(json));

    /// <summary>Returns the pointers of all errors in the example after a change.</summary>
    public static IEnumerable<string> WrongAfter(string type, Action<JsonObject> change)
    {
        var cloudEvent = Of(type);
        change(cloudEvent);
        return Read(cloudEvent).Problems.Select(problem => problem.Pointer);
    }

    private static JsonObject Read(string type, string part) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Machine.Repository, "tests/Data/reports", $"{type}.json")))![part]?.DeepClone()
            .AsObject() ?? [];

    public static JsonNode? At(this JsonNode node, string pointer) =>
        pointer.Split('/', StringSplitOptions.RemoveEmptyEntries)
            .Aggregate((JsonNode?)node, (at, step) => at is JsonArray items ? items[int.Parse(step)] : at?[step]);

    public static void Drop(this JsonObject cloudEvent, string pointer)
    {
        var slash = pointer.LastIndexOf('/');
        cloudEvent.At(pointer[..slash])!.AsObject().Remove(pointer[(slash + 1)..]);
    }

    public static void Set(this JsonObject cloudEvent, string pointer, JsonNode? value)
    {
        var slash = pointer.LastIndexOf('/');
        cloudEvent.At(pointer[..slash])!.AsObject()[pointer[(slash + 1)..]] = value;
    }
}
