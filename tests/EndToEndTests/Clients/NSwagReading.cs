using System.Reflection;
using System.Runtime.Serialization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using EventPlatform.Servers;
using PlatformClient = Generated.NSwag.PlatformClient;

namespace EventPlatform.EndToEndTests.Clients;

/// <summary>Calls an operation of the client that NSwag generates, with the examples of its parameters.</summary>
internal static class NSwagReading
{
    private static readonly JsonSerializerOptions Written = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Returns what the client read, serialised again.</summary>
    public static async Task<JsonNode?> ReadAsync(HttpClient http, Operation operation)
    {
        var id = (string)operation.Node["operationId"]!;
        var name = $"{char.ToUpperInvariant(id[0])}{id[1..]}Async";
        var method = typeof(PlatformClient).GetMethods()
            .Single(method => method.Name == name && method.GetParameters().Any(one => one.ParameterType == typeof(CancellationToken)));
        object?[] arguments = [.. method.GetParameters().Select(parameter => Argument(parameter, operation))];
        var reading = (Task)method.Invoke(new PlatformClient(http), arguments)!;
        await reading;
        var read = reading.GetType().GetProperty("Result")!.GetValue(reading)!;
        return Once(JsonSerializer.SerializeToElement(read, read.GetType(), Written));
    }

    /// <summary>
    /// Removes repeated members: NSwag's clients write the discriminator of facts twice, which a JsonObject does not allow.
    /// </summary>
    private static JsonNode? Once(JsonElement written) => written.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject(written.EnumerateObject().GroupBy(member => member.Name, StringComparer.Ordinal)
            .Select(same => KeyValuePair.Create(same.Key, Once(same.Last().Value)))),
        JsonValueKind.Array => new JsonArray([.. written.EnumerateArray().Select(Once)]),
        JsonValueKind.Null => null,
        _ => JsonValue.Create(written),
    };

    private static object? Argument(ParameterInfo parameter, Operation operation)
    {
        if (parameter.ParameterType == typeof(CancellationToken)) return CancellationToken.None;
        var example = operation.AllParameters.Single(one => (string)one["name"]! == parameter.Name)["example"];
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (example is null) return null;
        return type.IsEnum
            ? type.GetFields().Single(field => field.GetCustomAttribute<EnumMemberAttribute>()?.Value == (string)example!).GetValue(null)
            : example.Deserialize(type);
    }
}
