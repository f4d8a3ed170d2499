using System.Text.Json.Nodes;
using EventPlatform.Servers;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Abstractions.Serialization;
using Microsoft.Kiota.Http.HttpClientLibrary;
using Microsoft.Kiota.Serialization.Json;

namespace EventPlatform.EndToEndTests.Clients;

/// <summary>Calls an operation of the client that Kiota generates, at the address built from the examples of its parameters.</summary>
internal static class KiotaReading
{
    /// <summary>Returns what the client read, serialised again.</summary>
    public static async Task<JsonNode?> ReadAsync(HttpClient http, Operation operation)
    {
        using var adapter = new HttpClientRequestAdapter(
            new AnonymousAuthenticationProvider(), new JsonParseNodeFactory(), new JsonSerializationWriterFactory(), http);
        object client = new Generated.Kiota.PlatformClient(adapter);
        var builder = operation.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate(client, Next);
        var address = new Uri(http.BaseAddress!, operation.ExampleRequest).ToString();
        builder = builder.GetType().GetMethod("WithUrl")!.Invoke(builder, [address])!;
        var reading = (Task)builder.GetType().GetMethod("GetAsync")!.Invoke(builder, [null, CancellationToken.None])!;
        await reading;
        var read = (IParsable)reading.GetType().GetProperty("Result")!.GetValue(reading)!;
        using var writer = new JsonSerializationWriter();
        writer.WriteObjectValue(null, read);
        await using var written = writer.GetSerializedContent();
        return await JsonNode.ParseAsync(written);
    }

    /// <summary>Any value does for a path parameter, because the caller sets the address as a whole.</summary>
    private static object Next(object builder, string segment)
    {
        if (!segment.StartsWith('{'))
        {
            var name = string.Concat(segment.Split('-').Select(word => $"{char.ToUpperInvariant(word[0])}{word[1..]}"));
            return builder.GetType().GetProperty(name)!.GetValue(builder)!;
        }

        var indexer = builder.GetType().GetProperties().First(property => property.GetIndexParameters().Length == 1);
        object any = indexer.GetIndexParameters()[0].ParameterType == typeof(Guid) ? Guid.Empty : "any";
        return indexer.GetValue(builder, [any])!;
    }
}
