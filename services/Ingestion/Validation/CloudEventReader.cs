using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using EventPlatform.Contracts;
using EventPlatform.Hosting.Access;

namespace EventPlatform.Ingestion.Validation;

/// <summary>One event read: the report to accept and the key of its partition, or every reason why not.</summary>
internal sealed record EventRead(AcceptedReport? Report, string PartitionKey, IReadOnlyList<Problem> Problems)
{
    public static EventRead Refused(params IReadOnlyList<Problem> problems) => new(null, "", problems);
}

/// <summary>Reads one CloudEvents 1.0 event in the JSON format, https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md.</summary>
internal sealed class CloudEventReader(TimeProvider time)
{
    public const string NotYours = "must be a source of the key's feed";
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="feed">Whose key it came with; null: of any source.</param>
    public EventRead Read(ReadOnlySequence<byte> body, Feed? feed = null)
    {
        var utf8 = body.IsSingleSegment ? body.First : body.ToArray();
        if (!Utf8.IsValid(utf8.Span)) return EventRead.Refused(new Problem("", "is not valid UTF-8"));
        try
        {
            using var document = JsonDocument.Parse(utf8, Strict);
            return Read(document.RootElement, feed);
        }
        catch (JsonException e)
        {
            return EventRead.Refused(new Problem(e.Path ?? "", $"is not valid JSON: {Reason(e)}"));
        }
        catch (InvalidOperationException)
        {
            return EventRead.Refused(new Problem("", "must not have a field name with half of a surrogate pair"));
        }
    }

    /// <summary>Reads a JSON array of events (JSON batch format); what is no array is one refused event.</summary>
    public IReadOnlyList<EventRead> ReadBatch(ReadOnlySequence<byte> body, int maxEventBytes, Feed? feed = null)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind != JsonValueKind.Array
                ? [EventRead.Refused(new Problem("", "must be a JSON array of CloudEvents"))]
                : [.. document.RootElement.EnumerateArray().Select(element => JsonMarshal.GetRawUtf8Value(element).ToArray()).Select(element => element.Length > maxEventBytes
                    ? EventRead.Refused(new Problem("", $"must have at most {maxEventBytes} bytes"))
                    : Read(new ReadOnlySequence<byte>(element), feed))];
        }
        catch (JsonException e)
        {
            return [EventRead.Refused(new Problem("", $"is not valid JSON: {Reason(e)}"))];
        }
    }

    private EventRead Read(JsonElement root, Feed? feed)
    {
        if (root.ValueKind != JsonValueKind.Object) return EventRead.Refused(new Problem("", "must be one CloudEvents JSON object"));
        var refused = RefusedValues.In(root).ToList();
        if (refused.Count > 0) return EventRead.Refused(refused);
        var attributes = new EventAttributes(root);
        var type = attributes.Type();
        var (source, id) = (attributes.Source(), attributes.Id());
        var problems = attributes.Problems;
        object? read = null;
        if (source is not null && feed is not null && !feed.Owns(source)) problems.Add(new("/source", $"{NotYours} '{feed.Name}', which is {feed.SourcePrefix} and what is under it"));
        if (!root.TryGetProperty("data", out var sent)) problems.Add(new("/data", "is required"));
        else if (type is not null) read = new ContractValidator(problems, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)).Read(sent, type, "/data");
        if (problems.Count > 0) return EventRead.Refused(problems);

        var data = (ReportData)read!;
        var canonical = Bytes(writer => CanonicalJson.Write(writer, sent));
        var hash = Convert.ToBase64String(SHA256.HashData(Bytes(writer => WriteContent(writer, type!.Name, attributes.RecordKey, canonical)).Span));
        var document = Encoding.UTF8.GetString(Bytes(writer => WriteReport(writer, attributes, source!, id!, hash, canonical)).Span);
        var stream = data.Stream(source!, attributes.RecordKey ?? id!);
        var report = new AcceptedReport(Guid.CreateVersion7(time.GetUtcNow()), stream, type!.Name, source!, id!, hash, document);
        return new EventRead(report, attributes.PartitionKey ?? data.Subject?.KeyAsSent() ?? stream, []);
    }

    private static void WriteContent(Utf8JsonWriter writer, string type, string? recordKey, ReadOnlyMemory<byte> data)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(type);
        writer.WriteStringValue(recordKey);
        writer.WriteRawValue(data.Span, skipInputValidation: true);
        writer.WriteEndArray();
    }

    private static void WriteReport(Utf8JsonWriter writer, EventAttributes attributes, string source, string id, string hash, ReadOnlyMemory<byte> data)
    {
        writer.WriteStartObject();
        writer.WriteString("source", source);
        writer.WriteString("id", id);
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

    private static string Reason(JsonException e) => e.Message.Split(" LineNumber:", 2)[0];}
