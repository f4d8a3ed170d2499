using System.Buffers;
using System.Text.Json;

namespace EventPlatform.Ingestion;

/// <summary>
/// CloudEvents' binary content mode: attributes in <c>ce-*</c> headers, percent-encoded, and the data as the body
/// (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md, section 3.1).
/// </summary>
internal static class BinaryMode
{
    public const string MediaType = "application/json";
    private const string Prefix = "ce-";

    public static bool IsUsedBy(HttpRequest request) => request.Headers.ContainsKey("ce-specversion");

    /// <summary>The same event in structured mode.</summary>
    public static ReadOnlySequence<byte> ToStructured(HttpRequest request, ReadOnlySequence<byte> body)
    {
        var buffer = new ArrayBufferWriter<byte>((int)body.Length + 1024);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("datacontenttype", request.ContentType);
            foreach (var (name, value) in request.Headers)
            {
                if (name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
                    writer.WriteString(name[Prefix.Length..].ToLowerInvariant(), Uri.UnescapeDataString(value.ToString()));
            }

            if (!body.IsEmpty)
            {
                writer.WritePropertyName("data");
                writer.WriteRawValue(body.ToArray(), skipInputValidation: true);
            }

            writer.WriteEndObject();
        }

        return new ReadOnlySequence<byte>(buffer.WrittenMemory);
    }
}
