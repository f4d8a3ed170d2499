using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventPlatform.Contracts.Versions;

namespace EventPlatform.Contracts.Validation;

/// <summary>What a report says about itself, beside its type and data. See <see cref="IReport"/>.</summary>
public sealed record ReportAttributes(string Source, string Id, DateTimeOffset? Time = null, string? RecordKey = null, string? Sequence = null, string? Release = null);

/// <summary>Makes the <see cref="Report{T}"/> document of validated data, and its content hash.</summary>
public static class ReportWriter
{
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
        using var content = ReusedJson.Start();
        var at = WriteContent(content.Writer, type, attributes.RecordKey, sent);
        var hash = Convert.ToBase64String(SHA256.HashData(content.Written));
        using var document = ReusedJson.Start();
        WriteReport(document.Writer, attributes, type, hash, content.Written[at..^1]);
        return new(eventId, data.Stream(attributes.Source, attributes.RecordKey ?? attributes.Id), type, attributes.Source, attributes.Id, hash, Encoding.UTF8.GetString(document.Written));
    }

    /// <summary>Returns where the data begins; it ends before the closing bracket.</summary>
    private static int WriteContent(Utf8JsonWriter writer, string type, string? recordKey, JsonElement data)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(type);
        writer.WriteStringValue(recordKey);
        var comma = (int)(writer.BytesCommitted + writer.BytesPending);
        CanonicalJson.Write(writer, data);
        writer.WriteEndArray();
        writer.Flush();
        return comma + 1;
    }

    private static void WriteReport(Utf8JsonWriter writer, ReportAttributes attributes, string type, string hash, ReadOnlySpan<byte> data)
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
        writer.WriteRawValue(data, skipInputValidation: true);
        writer.WriteEndObject();
        writer.Flush();
    }
}
