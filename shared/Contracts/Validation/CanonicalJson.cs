using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace EventPlatform.Contracts.Validation;

/// <summary>JSON with object keys sorted, text in NFC, no white space and numbers without trailing zeros: equal texts where the content is equal.</summary>
public static class CanonicalJson
{
    /// <summary>Bytes of a string that every writer writes as they are.</summary>
    private static readonly SearchValues<byte> Itself = SearchValues.Create(Enumerable.Range(' ', '~' - ' ' + 1).Select(character => (byte)character).Except("\"\\<>&'+`"u8.ToArray()).ToArray());

    public static void Write(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                WriteProperties(writer, element);
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray()) Write(writer, item);
                writer.WriteEndArray();
                break;
            case JsonValueKind.Number when JsonNumber.IsShortInteger(JsonMarshal.GetRawUtf8Value(element)):
            case JsonValueKind.String when !JsonMarshal.GetRawUtf8Value(element)[1..^1].ContainsAnyExcept(Itself):
                writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(element), skipInputValidation: true);
                break;
            case JsonValueKind.Number:
                writer.WriteRawValue(JsonNumber.Parse(element).ToString());
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(element.GetString()!.Normalize());
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    private static void WriteProperties(Utf8JsonWriter writer, JsonElement element)
    {
        var properties = ArrayPool<(string Name, JsonElement Value)>.Shared.Rent(element.GetPropertyCount());
        var count = 0;
        foreach (var property in element.EnumerateObject()) properties[count++] = (property.Name.Normalize(), property.Value);
        properties.AsSpan(0, count).Sort(static (one, other) => string.CompareOrdinal(one.Name, other.Name));
        foreach (var (name, value) in properties.AsSpan(0, count))
        {
            writer.WritePropertyName(name);
            Write(writer, value);
        }

        ArrayPool<(string Name, JsonElement Value)>.Shared.Return(properties, clearArray: true);
    }
}
