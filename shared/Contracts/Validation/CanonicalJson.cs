using System.Text.Json;

namespace EventPlatform.Contracts.Validation;

/// <summary>JSON with object keys sorted, text in NFC, no white space and numbers without trailing zeros: equal texts where the content is equal.</summary>
public static class CanonicalJson
{
    public static void Write(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in element.EnumerateObject().Select(property => (Name: property.Name.Normalize(), property.Value)).OrderBy(property => property.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray()) Write(writer, item);
                writer.WriteEndArray();
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
}
