using System.Buffers;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventPlatform.Contracts.Versions;

namespace EventPlatform.Contracts.Validation;

/// <summary>What a report says about itself, beside its type and data. See <see cref="IReport"/>.</summary>
public sealed record ReportAttributes(string Source, string Id, DateTimeOffset? Time = null, string? RecordKey = null, string? Sequence = null, string? Release = null);

/// <summary>Makes the <see cref="Report{T}"/> document of validated data, and its content hash.</summary>
public static class ReportWriter
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly FrozenDictionary<string, Func<JsonObject, JsonObject>> ToExtensions =
        ReportTypes.ByName.Keys.ToFrozenDictionary(type => type, type => Extensions.Step(type, SchemaVersions.Newest(type)), StringComparer.Ordinal);

    /// <param name="eventId">See <see cref="AcceptedReport.EventId"/>.</param>
    /// <param name="data">What was read of <paramref name="sent"/>.</param>
    /// <param name="sent">The data as it came, fields that the contract does not know included.</param>
    /// <param name="hasUnknownFields">False where it is known that there are none: they need not be looked for then.</param>
    public static AcceptedReport Accept(Guid eventId, ReportAttributes attributes, ReportData data, JsonElement sent, bool hasUnknownFields = true)
    {
        var type = data.GetType().Name;
        if (hasUnknownFields) sent = JsonSerializer.SerializeToElement(ToExtensions[type](JsonObject.Create(sent)!), ContractJson.Options);
        var canonical = Bytes(writer => CanonicalJson.Write(writer, sent));
        var hash = Convert.ToBase64String(SHA256.HashData(Bytes(writer => WriteContent(writer, type, attributes.RecordKey, canonical)).Span));
        var document = Encoding.UTF8.GetString(Bytes(writer => WriteReport(writer, attributes, type, hash, canonical)).Span);
        return new(eventId, data.Stream(attributes.Source, attributes.RecordKey ?? attributes.Id), type, attributes.Source, attributes.Id, hash, document);
    }

    private static void WriteContent(Utf8JsonWriter writer, string type, string? recordKey, ReadOnlyMemory<byte> data)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(type);
        writer.WriteStringValue(recordKey);
        writer.WriteRawValue(data.Span, skipInputValidation: true);
        writer.WriteEndArray();
    }

    private static void WriteReport(Utf8JsonWriter writer, ReportAttributes attributes, string type, string hash, ReadOnlyMemory<byte> data)
    {
        writer.WriteStartObject();
        writer.WriteNumber(Upcasts.Version, SchemaVersions.Newest(type));
        writer.WriteString("source", attributes.Source);
        writer.WriteString("id", attributes.Id);
        writer.WriteString("contentHash", hash);
        if (attributes.Time is { } time) writer.WriteString("time", time);
        if (attributes.RecordKey is { } recordKey) writer.WriteString("recordKey", recordKey);
        if (attributes.Sequence is { } sequence) writer.WriteString("sequence", sequence);
        if (attributes.Release is { } release) writer.WriteString("release", release);
        writer.WritePropertyName("data");
        writer.WriteRawValue(data.Span, skipInputValidation: true);
        writer.WriteEndObject();
    }

    private static ReadOnlyMemory<byte> Bytes(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(buffer, Relaxed);
        write(writer);
        writer.Flush();
        return buffer.WrittenMemory;
    }
}
