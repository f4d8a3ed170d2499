using System.Collections.Frozen;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventPlatform.Contracts.Versions;

namespace EventPlatform.Contracts.Validation;

/// <summary>The attributes of a report beside its type and data. See <see cref="IReport"/>.</summary>
/// <param name="Time">RFC 3339, as sent.</param>
/// <param name="Attributes">All other context attributes as sent, by name.</param>
public sealed record ReportAttributes(
    string Source, string Id, string? Time = null, string? RecordKey = null, string? Sequence = null, string? Release = null,
    IReadOnlyDictionary<string, JsonElement>? Attributes = null);

/// <summary>Creates the <see cref="Report{T}"/> document from validated data, and its content hash.</summary>
public static class ReportWriter
{
    private static readonly FrozenDictionary<string, Func<JsonObject, JsonObject>> ToExtensions =
        ReportTypes.ByName.Keys.ToFrozenDictionary(
            type => type, type => Extensions.Step(type, SchemaVersions.Newest(type)), StringComparer.Ordinal);

    /// <param name="eventId">See <see cref="AcceptedReport.EventId"/>.</param>
    /// <param name="data">The data as read from <paramref name="sent"/>.</param>
    /// <param name="sent">The data as received, including fields that the contract does not know.</param>
    /// <param name="hasUnknownFields">False if it is certain that there are none; the search for them is then skipped.</param>
    public static AcceptedReport Accept(
        Guid eventId, ReportAttributes attributes, ReportData data, JsonElement sent, bool hasUnknownFields = true)
    {
        var type = data.GetType().Name;
        if (hasUnknownFields) sent = JsonSerializer.SerializeToElement(ToExtensions[type](JsonObject.Create(sent)!), ContractJson.Options);
        var hash = ContentHash.Of(type, attributes.RecordKey, sent);
        using var document = ReusedJson.Start();
        WriteReport(document.Writer, attributes, type, hash, sent);
        return new(
            eventId, data.Stream(attributes.Source, attributes.RecordKey ?? attributes.Id), type, attributes.Source, attributes.Id, hash,
            Encoding.UTF8.GetString(document.Written));
    }

    private static void WriteReport(Utf8JsonWriter writer, ReportAttributes attributes, string type, string hash, JsonElement data)
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
        if (attributes.Attributes is { Count: > 0 } others) WriteOthers(writer, others);
        writer.WritePropertyName("data");
        writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(data), skipInputValidation: true);
        writer.WriteEndObject();
        writer.Flush();
    }

    private static void WriteOthers(Utf8JsonWriter writer, IReadOnlyDictionary<string, JsonElement> attributes)
    {
        writer.WriteStartObject("attributes");
        foreach (var (name, value) in attributes)
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }

        writer.WriteEndObject();
    }
}
