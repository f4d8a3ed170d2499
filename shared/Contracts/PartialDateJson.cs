using System.Text.Json;
using System.Text.Json.Serialization;

namespace EventPlatform.Contracts;

/// <summary>Reads and writes a <see cref="PartialDate"/> as a text, or as an object with text and wording.</summary>
public sealed class PartialDateJson : JsonConverter<PartialDate>
{
    public const string Expected =
        "must be a date such as 2019-11-13, 2019-11, 2019, 2020-Q2, 2020-34, 2018-10/2018-12, ../2019-11-12, with ~ for approximate, or {\"date\", \"wording\"}";

    /// <summary>The fields of a date in its form as an object.</summary>
    public static readonly IReadOnlyList<string> Fields = ["date", "wording"];

    private sealed record Worded(string Date, string? Wording = null);

    public override PartialDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var (text, wording) = reader.TokenType == JsonTokenType.StartObject
            ? JsonSerializer.Deserialize<Worded>(ref reader, options)!
            : new Worded(reader.TokenType == JsonTokenType.String ? reader.GetString()! : "");
        return PartialDate.TryParse(text, out var date) ? date with { Wording = wording } : throw new JsonException(Expected);
    }

    public override void Write(Utf8JsonWriter writer, PartialDate value, JsonSerializerOptions options)
    {
        if (value.Wording is null) writer.WriteStringValue(value.Text);
        else JsonSerializer.Serialize(writer, new Worded(value.Text, value.Wording), options);
    }
}
