using System.Text.Json;
using System.Text.Json.Serialization;

namespace EventPlatform.Contracts;

/// <summary>
/// Embeds a text that is JSON in other JSON unchanged. As a JSON string, every quote would be escaped, and the writer would rent buffers of
/// up to twenty times the length.
/// </summary>
internal sealed class JsonText : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String) return reader.GetString()!; // earlier versions sent it so
        using var json = JsonDocument.ParseValue(ref reader);
        return json.RootElement.GetRawText();
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value, skipInputValidation: true);
}
