using System.Text.Json;
using System.Text.Json.Serialization;

namespace EventPlatform.Contracts;

/// <summary>
/// A text that is JSON, within other JSON as it is. As a JSON string it would have every quote escaped, for which the writer takes buffers of up to
/// twenty times its length.
/// </summary>
internal sealed class JsonText : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String) return reader.GetString()!; // as earlier versions sent it
        using var json = JsonDocument.ParseValue(ref reader);
        return json.RootElement.GetRawText();
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteRawValue(value, skipInputValidation: true);
}
